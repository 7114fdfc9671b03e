# A stop that is taken back leaves nothing behind: the next tick is heard.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 10:00
  type bo follow-up-1 "#stop"
  row bo follow-up out email stopped 2026-03-03 10:00
  open none
on 2026-03-03 11:00
  log bo note outcome=withdrawn
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 16:10
  tick task bo follow-up-1
  row bo follow-up out email done 2026-03-03 16:10
  open bo follow-up-2 2026-03-05 09:00
