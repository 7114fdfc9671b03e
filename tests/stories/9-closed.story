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
on 2026-03-16 10:00
  type bo follow-up-4 "#closed"
  row bo follow-up out email closed 2026-03-16 10:00
  open bo thanks 2026-03-17 09:00
on 2026-03-17 09:30
  tick task bo thanks
  open none
on 2026-04-16 12:00
  log bo met 2026-04-16T11:00 channel=meeting
  open bo thank-you 2026-04-16 16:00
  open bo check-in 2026-05-18 09:15
on 2026-04-16 16:05
  tick task bo thank-you
on 2026-05-18 09:10
  tick task bo check-in
  open none
# Customer again, 90 days after the check-in: Sunday 16 August, so Monday.
on 2026-08-01 12:00
  open bo keep 2026-08-17 09:15
