contact bo name="Bo Lind" email=bo@x.example
touch bo first 2026-03-02 channel=email

on 2026-03-02 12:00
  open bo follow-up-1 2026-03-03 09:00
on 2026-03-03 09:10
  tick task bo follow-up-1
  row bo follow-up out email done 2026-03-03 09:10
  done bo follow-up-1
  open bo follow-up-2 2026-03-05 09:00
on 2026-03-04 08:00
  untick task bo follow-up-1
  row bo follow-up out email withdrawn 2026-03-04 08:00
  open bo follow-up-1 2026-03-04 09:00
on 2026-03-05 10:00
  tick task bo follow-up-1
  row bo follow-up out email done 2026-03-05 10:00
  open bo follow-up-2 2026-03-09 09:15
