# On the morning of the day the text names two free times, others for each person; before, none.
settings offers=yes
contact bo name="Bo Lind" email=bo@x.example
contact kim name="Kim Poe" email=kim@x.example
touch bo first 2026-03-02 channel=email
touch kim first 2026-03-02 channel=email

on 2026-03-02 12:00
  text bo follow-up-1 "Which day this week"
on 2026-03-03 06:00
  open bo follow-up-1 2026-03-03 09:00
  open kim follow-up-1 2026-03-03 09:15
  text bo follow-up-1 "Would Wednesday 4 March at 9 am or Thursday 5 March at 4 pm suit you?"
  text kim follow-up-1 "Would Wednesday 4 March at 9:15 am or Thursday 5 March at 4:15 pm suit you?"
on 2026-03-03 06:45
  text bo follow-up-1 "9 am or Thursday 5 March at 4 pm"
# Kim's rolls to the day of one of the times, and both are made anew; Bo's are held still.
on 2026-03-03 09:10
  tick task bo follow-up-1
on 2026-03-04 06:00
  text kim follow-up-1 "Would Thursday 5 March at 9:15 am or Friday 6 March at 4 pm suit you?"
