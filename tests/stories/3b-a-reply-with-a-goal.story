contact bo name="Bo Lind" email=bo@x.example goal="intro call"
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 09:10
  tick task bo follow-up-1
on 2026-03-10 11:00
  log bo reply direction=in
  open bo answer 2026-03-11 09:00
on 2026-03-11 09:30
  tick task bo answer
  open bo follow-up-1 2026-03-12 09:00
on 2026-03-12 09:30
  tick task bo follow-up-1
  open bo follow-up-2 2026-03-16 09:15
