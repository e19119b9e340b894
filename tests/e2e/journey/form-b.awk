# The rest of form B as it is typed, out of what is to be typed (PATH=VALUE a line): item after item, field after field, the
# evidence copied from the item above. Written for typist.c.
BEGIN {
    FS = "="
    choice["あり"] = choice["true"] = choice["記述あり"] = 1
    choice["false"] = choice["会計参与による監査"] = 2
    print "wait 照会 >\ntype <F2>\nwait #1 … 新規申請\ntype <Enter>\nwait できること\ntype <F3>\nwait どの申請書を開きますか"
    print "type 申請書B<Enter>\nwait 申請書B  第1版\ntype <F3>\nwait どの項目へ\ntype 5b<Enter>"
}

function typed() {
    if (item != "")
        print "type " content "<Tab>" (value != "" && value in choice ? choice[value] : value "<Tab>") choice[disclosure] (measure != "" ? choice[measure] : "") "<F5><F5><Tab><Tab>"
    content = value = disclosure = measure = ""
}

/^(datacenters|b0[1-4]\.|b04b\.|b05\.)/ { next }

{
    path = $1
    text = substr($0, length(path) + 2)
    field = path
    sub(/^[^.]*\./, "", field)
    of = path
    sub(/\..*/, "", of)
    if (of != item)
        typed()
    item = of
    if (field == "content") content = text
    else if (field == "value") value = text
    else if (field == "disclosure") disclosure = text
    else if (field == "measure") measure = text
}

END {
    typed()
    print "type <F2>\nwait 保存しました\ntype <F10>\nend"
}
