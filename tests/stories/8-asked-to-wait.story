contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 11:00
  type bo follow-up-1 "#wait 10d"
  row bo follow-up out email wait 2026-03-03 11:00 until 2026-03-13
  done bo follow-up-1
  open bo follow-up-1 2026-03-13 09:00
on 2026-03-13 09:30
  tick task bo follow-up-1
  open bo follow-up-2 2026-03-16 09:15
