# A certified service ends, and its papers go back: every step a verb over SSH.
# shellcheck shell=sh disable=SC2154
on 2027-12-01
check 'the end' says '#5' as uketsuke case new aspic end --certificate "$certificate"
check 'form S' as uketsuke form set '#5' F-S ended_on=2027-12-31 notified_on=2027-12-01
check 'taken' says '認定証返納待ち' as kohyo case act '#5' S02
check 'in force until then' says '有効' as uketsuke lookup "$certificate"
on 2028-01-05
check 'ended' says 'サービス終了' as uketsuke lookup "$certificate"
check 'struck off' says '登録抹消' as kohyo case act '#5' S03
check 'the public list is empty' matches published-list-end as kohyo register aspic list
check 'the certificate is asked for' refused 1 '認定証' as kohyo case act '#5' S04
check 'it came back' as uketsuke form set '#5' F-S certificate_returned=はい certificate_returned_on=2028-01-05
check 'papers may go back' as kessai task 'done' 11
check 'the record of it' as uketsuke form set '#5' F-RET 'papers[0].title=申請書A' 'papers[0].fate=保管' \
    'papers[1].title=申請書B' 'papers[1].fate=保管' 'papers[1].reason=公表した申請情報' sent_on=2028-01-05 registered_mail_no=123-45-67890-1
check 'they are sent' says '書類返却送付状' as uketsuke case act '#5' K16
check 'each is marked, and what stays' matches papers-returned as uketsuke paper list '#5'
check 'closed' says '完了' as kohyo case act '#5' S04
check 'a day of the past' says '有効' as kohyo cert show "$certificate" --on 2026-12-31
