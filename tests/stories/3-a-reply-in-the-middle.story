contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 09:10
  tick task bo follow-up-1
on 2026-03-05 09:10
  tick task bo follow-up-2
on 2026-03-09 09:10
  tick task bo follow-up-3
  open bo follow-up-4 2026-03-16 09:15
# Into the item that was ticked on Monday.
on 2026-03-10 11:00
  type bo follow-up-3 "#replied"
  row bo reply in email replied 2026-03-10 11:00
  open bo answer 2026-03-11 09:00
on 2026-03-11 09:30
  tick task bo answer
  open none
on 2026-05-10 12:00
  open bo keep 2026-06-09 09:00
