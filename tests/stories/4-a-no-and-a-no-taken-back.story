contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email
touch bo reply 2026-03-08 direction=in
touch bo answer 2026-03-09

on 2026-03-09 07:00
  set bo goal="intro call"
  open bo follow-up-1 2026-03-10 09:00
on 2026-03-10 09:10
  tick task bo follow-up-1
on 2026-03-12 09:10
  tick task bo follow-up-2
  open bo follow-up-3 2026-03-16 09:15
on 2026-03-16 10:00
  type bo follow-up-3 "#no"
  row bo follow-up out email declined 2026-03-16 10:00
  done bo follow-up-3
  open none
# An import of the same person changes nothing.
on 2026-03-16 15:00
  set bo name="Bo Lind"
  open none
on 2026-03-17 08:00
  erase bo follow-up-3 "#no"
  row bo follow-up out email withdrawn 2026-03-17 08:00
  open bo follow-up-3 2026-03-17 09:00
