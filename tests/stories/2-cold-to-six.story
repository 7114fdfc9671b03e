# All ticked on their day; then nothing, and why says so.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 09:10
  tick task bo follow-up-1
  row bo follow-up out email done 2026-03-03 09:10
  open bo follow-up-2 2026-03-05 09:00
on 2026-03-05 09:10
  tick task bo follow-up-2
  open bo follow-up-3 2026-03-09 09:15
on 2026-03-09 09:10
  tick task bo follow-up-3
  open bo follow-up-4 2026-03-16 09:15
on 2026-03-16 09:10
  tick task bo follow-up-4
  open bo follow-up-5 2026-03-30 09:15
on 2026-03-30 09:10
  tick task bo follow-up-5
  open bo follow-up-6 2026-04-29 09:00
on 2026-04-29 09:10
  tick task bo follow-up-6
  open none
  reason bo "Six"
on 2026-08-03 12:00
  open none
