# conf-sample.awk: contrib/shinsa.conf from tui/serve/settings.def: every setting with its default, commented out.
# Rows are SETTING("name", KIND, member, "default", "least", "most", "ja", "en").
BEGIN {
    print "# shinsa.conf: 事務局の設定 (the settings of an office)。shinsa.conf(5) に説明があります。"
    print "# 行の初めの # を取ると働きます。いま書いてある値は既定の値です。"
    print "# Take away the # to set a value; what stands here is the default."
    print "# shinsa serve --check --config FILE で、始める前に確かめられます (proves the file before a start)."
}
/^SETTING\(/ {
    strings($0)
    print ""
    print "# " s[5]
    print "# " s[6]
    value = s[2]
    if (s[1] == "store") value = "/var/lib/shinsa/office.db"
    if (s[1] == "schemes") value = "/usr/local/share/shinsa/schemes"
    if (s[1] == "host_key") value = "/var/lib/shinsa/office.db.hostkey"
    if (s[1] == "backups") value = "/var/lib/shinsa/backups"
    if (s[1] == "exempt") value = "192.0.2.0/24 2001:db8::/64"
    print (s[1] == "store" ? "" : "#") s[1] " = " value
}
