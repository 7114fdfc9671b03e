contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 11:00
  type bo follow-up-1 "#wait 10d"
  open bo follow-up-1 2026-03-13 09:00
on 2026-03-12 12:00
  set bo status=paused
  open none
on 2026-03-13 12:00
  open none
on 2026-03-20 08:00
  set bo status=active
  open bo follow-up-1 2026-03-20 09:00
