### Every sentence that Adagio says. An id names its subject first.
### Tone: a considerate colleague. Short and concrete, no exclamation marks, no blame.

## How days, times and lists are said

list-two = { $first } and { $last }
list-more = { $first }, { $rest }

day-short = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
day-long = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month-long = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
days-every = every day
days-span = { $first }–{ $last }

window = { $from }–{ $until }, { $days }
window-all-day = all day, { $days }
window-once = tonight until { $until }
digest-times = { $times }, { $days }

when-today = today { $time }
when-tomorrow = tomorrow { $time }
when-weekday = { $day } { $time }
when-date = { $day } { $number } { $month } { $time }

clock-reads = { $time } ({ $day })

## The panel of one's own hours

hours-title = **Your hours**
hours-clock = **Clock** · { $city }, { $reads }
hours-clock-unset = **Clock** · not set. Until I know it there are no digests; what waits for you stays in `/inbox`.
hours-quiet = **Quiet hours** · { $windows }
hours-quiet-unset = **Quiet hours** · none. A digest comes at its time, whatever the hour.
hours-quiet-always = All week is quiet, so no digest ever comes. What waits for you stays in `/inbox`.
hours-digests = **Digests** · { $digests }
hours-digests-default = **Digests** · { $digests } (until you choose your own)
hours-digests-next = Next: { $at }, { $distance }.
hours-direct-unasked = **Delivery** · you haven't chosen. What waits for you stays in `/inbox`.
hours-direct-allowed = **Delivery** · by DM, only if something waits.
hours-direct-refused = **Delivery** · inbox only. Look with `/inbox` when you like.
hours-direct-closed = **Delivery** · by DM, but Discord doesn't let me write to you. What waits for you stays in `/inbox`.
hours-notifier-discord = **Notifications** · Discord's own. A mention reaches your phone at once; the digest repeats what still waits.
hours-notifier-adagio = **Notifications** · from me. In `sync` channels I write at once, outside your quiet hours; all else waits for the digest.
hours-stored = -# Stored: these settings, the servers where you joined, and what waits for you. `/privacy` shows it and forgets it.

hours-moved-same = { $time } falls into your quiet hours: on { $days } that digest comes at { $to }.
hours-moved-next = { $time } falls into your quiet hours: on { $days } that digest comes at { $to } the day after.
hours-moved-other = { $time } falls into your quiet hours: on { $days } that digest comes on { $day } at { $to }.

hours-open-clock = Clock
hours-open-quiet = Quiet hours
hours-open-digests = Digests
hours-open-direct = Delivery
hours-open-phone = Quiet phone too?
hours-back = Back
hours-next = Next
hours-forget = Forget me
hours-set-mine = Set my hours

hours-clock-question = **What does your clock say now?** That tells me your time zone.
hours-clock-choose = My clock says…
hours-clock-span = { $first } to { $last }
hours-clock-search = Or type your city: `/hours zone:`
hours-zone-question = **Which city keeps your time?** It decides when summer time begins and ends.
hours-zone-choose = I live by the clock of…
hours-zone-other = Another time

hours-quiet-question = **When may nothing reach you?** A digest that falls into these hours waits for their end.
hours-quiet-editing = The menus below change { $window }. Each choice is saved at once.
hours-quiet-adding = The menus below add a window. Each choice is saved at once.
hours-quiet-typed = -# Half hours: `/quiet from:22:30 until:07:15 days:mon-fri`
hours-quiet-once = **Only tonight** · { $from } to { $until }
hours-quiet-from = From…
hours-quiet-from-at = From { $time }
hours-quiet-until = Until…
hours-quiet-until-at = Until { $time }
hours-quiet-days = On these days…
hours-quiet-which = Which window…
hours-quiet-another = Another window
hours-quiet-night = 22:00–08:00, every day
hours-quiet-evenings = 19:00–08:00, weekends all day
hours-quiet-none = No quiet hours
hours-quiet-tonight = Only tonight
hours-quiet-not-tonight = Not tonight after all
hours-quiet-clear = Clear

hours-digests-question = **When do you want to read what waits for you?** If nothing waits, nothing comes.
hours-digests-typed = -# Other times: `/hours digests:09:30, 16:00 mon-fri`
hours-digests-times = At…
hours-digests-days = On these days…
hours-digests-keep = Keep these
hours-digests-reset = { $digests }

hours-direct-question = **May I write to you by DM, only if something waits?** One message a digest.
hours-direct-yes = Yes, by DM
hours-direct-no = No, inbox only
hours-direct-retry = Try again
hours-direct-how = Server name › Privacy Settings › Direct Messages opens them.

hours-phone-question = **Quiet phone too?** Discord itself pushes a mention to your phone at once, before I can hold it. To stop that, in each server:
hours-phone-steps =
    1. Server name › Notification Settings › **Nothing** (a *mute* still lets mentions through).
    2. Same page: suppress @everyone, @here and role mentions; switch mobile push off.
    3. Come back and press the first button.
hours-phone-adagio = Done: you notify me
hours-phone-discord = Leave it to Discord
