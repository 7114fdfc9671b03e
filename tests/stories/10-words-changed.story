# A word that is written over another counts; one that is taken out takes its row with it.
contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 10:00
  type bo follow-up-1 "#replied"
  row bo follow-up out email replied 2026-03-03 10:00
  open bo answer 2026-03-04 09:00
on 2026-03-03 11:00
  erase bo follow-up-1 "#replied"
  type bo follow-up-1 "#no"
  row bo follow-up out email withdrawn 2026-03-03 11:00
  row bo follow-up out email declined 2026-03-03 11:00
  done bo follow-up-1
  open none
on 2026-03-04 12:00
  open none
