# A certificate is investigated and revoked, by another person than the one who found the facts: every step a verb over SSH.
# shellcheck shell=sh disable=SC2154
on 2028-02-01
check 'an investigation' says '#8' as shinsa case new aspic investigation --certificate IP0002-2801
check 'what is asked' as shinsa form set '#8' F-C kind=説明要求 request=認定マークの色を変えた掲載について説明してください due_on=2028-02-15
check 'is sent' as shinsa case act '#8' I02
on 2028-02-16
check 'revocation is considered' says 'IP-T2027-0001' as kessai case act '#8' I07 case.reason=期限までに回答がない
check 'a case of its own' says '取消し' as shinsa case show '#9'
check 'facts are looked for' as shinsa case act '#9' R02
check 'the operator is heard' as shinsa case act '#9' R03
check 'no decision without grounds' refused 1 '必須の欄が' as shinsa case act '#9' R04
check 'form T' as shinsa form set '#9' F-T grounds=REV-E facts=色を変えたマークを掲載 evidence=掲載ページの写し explanation=担当者の誤り reason=是正の求めに応じない revoked_on=2028-02-21
check 'to be decided' as shinsa case act '#9' R04 case.hearing=担当者の誤りであると述べた
check 'not by who found the facts' refused 4 '決裁者' as shinsa case act '#9' R05
on 2028-02-21
check 'revoked' says '取消' as kessai case act '#9' R05
check 'nothing is public any more' matches published-list-end as kohyo register aspic list
check 'the mark is no longer used' as kohyo case act '#9' K14
check 'the certificate is back' as uketsuke case act '#9' K15
check 'papers go back' says '書類返却送付状' as uketsuke case act '#9' K16
check 'closed' says '完了' as uketsuke case act '#9' R07
