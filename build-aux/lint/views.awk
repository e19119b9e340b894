# views.awk: writes each C file named in the input twice, below `to`: code/ without comments and without what stands in
# strings and character constants, plain/ without comments only. Line numbers stay.
{
    path = $0
    in_comment = 0
    while ((getline line < path) > 0) {
        code = plain = ""
        while (line != "") {
            if (in_comment) {
                end = index(line, "*/")
                if (!end)
                    break
                line = substr(line, end + 2)
                in_comment = 0
            } else if (match(line, /\/\*|\/\/|"|'/)) {
                before = substr(line, 1, RSTART - 1)
                mark = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                code = code before
                plain = plain before
                if (mark == "/*") {
                    in_comment = 1
                    code = code " "
                    plain = plain " "
                } else if (mark == "//") {
                    code = code "//"
                    plain = plain "//"
                    line = ""
                } else {
                    rest = mark == "\"" ? "^([^\"\\\\]|\\\\.)*\"" : "^([^'\\\\]|\\\\.)*'"
                    if (match(line, rest)) {
                        code = code mark mark
                        plain = plain mark substr(line, 1, RLENGTH)
                        line = substr(line, RLENGTH + 1)
                    } else {
                        code = code mark
                        plain = plain mark
                    }
                }
            } else {
                code = code line
                plain = plain line
                line = ""
            }
        }
        print code > (to "/code/" path)
        print plain > (to "/plain/" path)
    }
    close(path)
    close(to "/code/" path)
    close(to "/plain/" path)
}
