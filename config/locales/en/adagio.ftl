### Every sentence that Adagio says. An id names its subject first.
### Tone: a considerate colleague. Short and concrete, no exclamation marks, no blame.

## How days, times and lists are said

list-two = { $first } and { $last }
list-more = { $first }, { $rest }

age-minutes = { $count } min
age-hours = { $count } h
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
month = { $month ->
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
date-short = { $day } { $date } { $month }
date-shortest = { $date } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
days-every = every day
days-span = { $first }–{ $last }

window = { $from }–{ $until }, { $days }
window-all-day = all day, { $days }
digest-times = { $times }, { $days }

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
hours-digests-next = next { $at } ({ $distance })
hours-direct-unasked = **Delivery** · you haven't chosen. What waits for you stays in `/inbox`.
hours-direct-allowed = **Delivery** · by DM, only if something waits.
hours-direct-refused = **Delivery** · inbox only. Look with `/inbox` when you like.
hours-direct-closed = **Delivery** · by DM, but Discord doesn't let me write to you. What waits for you stays in `/inbox`.
hours-notifier-discord = **Notifications** · Discord's own. A mention reaches your phone at once; the digest repeats what still waits.
hours-notifier-adagio-unheard = **Notifications** · from me, but I may not write to you by DM yet. What can't wait stays in `/inbox` until you change Delivery.
hours-notifier-adagio = **Notifications** · from me. In `sync` channels I write at once, outside your quiet hours; all else waits for the digest.
hours-nowhere = **Servers** · you haven't joined in any yet. Use `/hours` in a channel of the server where I should hold your pings.
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
    3. Come back and let me test it: a minute later I mention you in this channel.
hours-phone-test = Test my phone
hours-phone-comes = **Phone test** · Close Discord on the computer and lock the phone. I mention you in { $channel } { $distance }; it is deleted when you have answered.
hours-phone-came = **Phone test** · I mentioned you in { $channel }.
hours-phone-what = What did the phone do?
hours-phone-silent = Nothing
hours-phone-badge = Only a badge
hours-phone-buzzed = It buzzed
hours-phone-quiet = Your phone stays quiet when you are mentioned. From now on I notify you.
hours-phone-still-on =
    {""}**It buzzed**, so one switch is still on. In this order:
    1. Server name › Notification Settings › **Nothing**. A *mute* isn't enough: mentions still come through.
    2. { $channel } › Notification Settings: the channel, its category or the thread may have a choice of its own, which goes first. Choose **Use Server Default** or **Nothing**.
    3. Server name › Notification Settings › **Mobile Push Notifications** off.
hours-phone-again = Test again
hours-phone-lost = The test could not go out: I may not write in { $channel }. Open `/hours` in another channel and test there.
hours-phone-ping = { $name } this is the phone test that you asked for. It goes again in a few minutes.
hours-phone-adagio = Done: you notify me
hours-phone-discord = Leave it to Discord

## /quiet

quiet-shown-none = **Quiet hours** · none. Set them: `/quiet from:22:00 until:08:00`, or `days:mon-fri` with it.
quiet-now = It is quiet for you now, until { $until }.
quiet-undo = Put it back
quiet-edit = Change
quiet-back = Put back.
quiet-needs-zone = They begin to count once I know your clock.

## Digests and the inbox

digest-waiting = { $count ->
    [0] Nothing waits for you.
    [one] 1 waits for you.
   *[other] { $count } wait for you.
}
digest-waiting-expected = { $count ->
    [one] 1 waits for you, with an answer expected today.
   *[other] { $count } wait for you, { $expected } with an answer expected today.
}
digest-answers = { $count ->
    [one] 1 of your questions was answered.
   *[other] { $count } of your questions were answered.
}
digest-caught-up = Of { $came } in { $days } days, { $settled ->
    [0] none settled itself.
    [one] 1 settled itself.
   *[other] { $settled } settled themselves.
}
digest-now = { $count ->
    [one] Somebody asks for you.
   *[other] { $count } messages ask for you.
}
digest-now-from = { $name } asks for you.
digest-settled = { $count ->
    [one] 1 settled itself.
   *[other] { $count } settled themselves.
}
digest-page = Page { $page } of { $pages }.
digest-gone = What was on this page is settled or gone.
digest-no-longer = This digest is no longer kept. `/inbox` shows what waits for you now.
digest-thread = { $parent } › { $thread }
digest-item = **{ $name }** · { $at } · { $open }
digest-item-reply = **{ $name }** replied to you · { $at } · { $open }
digest-item-answer = **{ $name }** answered your question · { $at } · { $open }
digest-item-role = **{ $name }** to @{ $role }, nobody has answered · { $at } · { $open }
digest-item-some-role = **{ $name }** to a role of yours, nobody has answered · { $at } · { $open }
digest-item-everyone = **{ $name }** to everybody · { $at } · { $open }
digest-standup = A stand-up
digest-item-standup-open = **{ $name }** is open · { $open }
digest-item-standup = **{ $name }** is over · { $open }
digest-item-saved = **{ $name }** · saved by you · { $at } · { $open }
digest-item-put-off = put off until { $until }
digest-item-expected = answer expected by { $by } ({ $distance })
digest-item-age = waits { $age }
digest-choose = Choose an item…
digest-choice-link = one message
digest-item-told = **{ $name }** told you · { $at }
digest-item-put = **{ $name }** put this into your digest · { $at } · { $open }
digest-item-returned = Your reply, which could not be posted · { $at }
digest-told = Told to you, posted nowhere
digest-open = Open
digest-somebody = Somebody
digest-unknown-server = Another server
digest-seen = Probably seen, because you wrote there since: { $places }
digest-seen-place = { $channel } ({ $count }, { $open })
digest-seen-more = { $count ->
    [one] and 1 more channel
   *[other] and { $count } more channels
}
digest-earlier = Earlier page
digest-later = Later page
digest-hours = My hours

inbox-put-off = { $count ->
    [one] 1 is put off.
   *[other] { $count } are put off.
}
inbox-muted = { $count ->
    [one] 1 ping of the last 7 days came from what you muted.
   *[other] { $count } pings of the last 7 days came from what you muted.
}
inbox-empty = Nothing waits for you.
inbox-next = Your next digest would come { $at } ({ $distance }).
inbox-elsewhere = There is more elsewhere, which doesn't show here: `/inbox` in our direct messages shows all of it.
inbox-last = Last digest
inbox-not-joined = Nothing waits for you here, because you haven't set your hours yet. With them, what isn't urgent waits for a time that you choose.
inbox-unknown = I can't see right now which channels you may read, so I show nothing rather than too much. Ask again in a minute.

## One item, and what was done with it

item-open = This waits for you.
item-done = You are done with this.
item-put-off = Put off. It comes back with your digest of { $at }.
item-put-off-inbox = Put off until { $at }.
item-answered = You answered this. It needs nobody any more.
item-answered-by-other = Somebody else who has the role answered this. It needs nobody any more.
item-checked = ✅ settled this. It needs nobody any more.
item-deleted = This was deleted.
item-unmentioned = The mention of you was edited away.
item-taken-back = Its sender took this back.
item-over = This no longer waits for you.
item-muted = This came from what you muted.
item-one-of-several = You were told of another answer to the same question.
item-do-mute = Mute thread
item-do-unmute = Unmute thread
item-do-hush = Nothing more from this person
item-do-hear = Hear this person again
item-do-reply = Reply
item-do-done = Done
item-do-not-done = Not done after all
item-do-not-put-off = Not put off after all
item-back = Back to the list
item-later = Later…
item-later-next = With the next digest
item-later-tomorrow = Tomorrow
item-later-monday = Monday
item-later-date = On a date…
item-date-title = Until when?
item-date-label = It comes back with the first digest from
item-date-hint = For example: Friday, 3 March, in 2 weeks, tomorrow 14:00

did-done = Done.
did-muted = Muted. Pings from this thread come with no digest from now on; `/inbox` counts them. What is here stays.
did-hushed = Until { $until }, pings from this person come with no digest; `/inbox` counts them. What is here stays, and nobody is told.
did-heard = From now on you hear of it again.
did-back = It waits for you again.
did-put-off = Put off. It comes back with your digest of { $at } ({ $distance }).
did-put-off-inbox = Put off until { $at }. It stays in `/inbox`.

## All that stands on a list at once

all-done = Done with all
all-later = All of these later…
all-why = Why these?
all-did-done = { $count ->
    [0] Nothing was left here.
    [one] Done with 1.
   *[other] Done with all { $count }.
}
all-did-put-off = { $count ->
    [0] Nothing was left here to put off.
    [one] 1 is put off. It comes back with your digest of { $at } ({ $distance }).
   *[other] All { $count } are put off. They come back with your digest of { $at } ({ $distance }).
}
all-did-put-off-inbox = { $count ->
    [0] Nothing was left here to put off.
    [one] 1 is put off until { $at }. It stays in `/inbox`.
   *[other] All { $count } are put off until { $at }. They stay in `/inbox`.
}
all-did-back = { $count ->
    [0] Nothing was left to take back.
    [one] 1 waits for you again.
   *[other] { $count } wait for you again.
}

## "Why these?"

these-title = **Why these, and why then**
these-digests = Your digests come at { $digests }. What waits by then is in the next one, outside your quiet hours.
these-no-digests = No digests come to you: `/hours` says what is missing.
these-now = These couldn't wait: I write at once where pings pass at once, outside your quiet hours, because you made me your notifier.
these-async = { $channels }: pings wait (`async`).
these-sync = { $channels }: pings pass at once (`sync`), and wait in your quiet hours.
these-social = { $channels }: nothing is expected, pings wait (`social`).
these-off = { $channels }: not watched any more (`off`).
these-order = In this order: what is urgent; where an answer is expected; what is meant for you, for a role of yours, for everybody; answers to you. Of each, what waits longest goes first.
these-age = How long something waits counts your own time: outside your quiet hours, on the days of your digests.
these-not = Not among them: what was answered, ticked, deleted or edited away; what you put off, muted or may not read.
these-one = Of one message: its menu › Apps › **When and why?**

## "Save for my digest"

saved-now = Saved.
saved-already = It waits for you already.
saved-at = It comes with your digest of { $at } ({ $distance }).
saved-inbox = It is in `/inbox`.
saved-undo = Take it out

## Replies

reply-title = Reply
reply-label = Your reply
reply-hint = Posted below the message as yours. It notifies nobody; you can delete it again.
reply-posted = Posted. This is answered.
reply-on-its-way = On its way: it is posted as soon as Discord takes it. If it can't be, you get it back.
reply-not-kept = On its way: it is posted as soon as Discord takes it. Words aren't kept here, so copy yours in case it can't be.
reply-delete = Delete my reply
reply-deleted = Your reply is deleted.
reply-yours = What you wrote:
unposted-empty = There is nothing in it. Press Reply again to write something.
unposted-gone = Not posted: what you answer is no longer there, or not for you to see.
unposted-timed-out = Not posted: you are in a time-out there until { $until }.
unposted-not-allowed = Not posted: you may not write there.
unposted-locked = Not posted: the thread is locked.
unposted-slow = This channel is in slow mode: you can write there { $until }.
unposted-adagio = Not posted: I may not write there. *Open* takes you to the message.
unposted-unknown = Not posted: Discord doesn't tell me right now what you may do there. Try again in a minute.

## What is muted

mutes-button = What I muted
mutes-none = You have muted nothing. An item of a digest or of `/inbox`, once opened, can mute its thread or its sender.
mutes-none-here = You have muted nothing here.
mutes-title = **What you muted.** Pings from there come with no digest; `/inbox` counts those of the last 7 days.
mutes-thread = { $place } · since { $since }
mutes-sender = { $name } · until { $until }
mutes-more = { $count ->
    [one] and 1 more. It shows once something above is heard again.
   *[other] and { $count } more. They show once something above is heard again.
}
mutes-choose = Hear again…
mutes-choice-thread = { $number } · a thread
mutes-choice-sender = { $number } · a person

## What one sent

inbox-waiting = Waiting
inbox-sent = Sent
inbox-questions = My questions
questions-open = { $count ->
    [0] None of your questions is open.
    [one] 1 of your questions is open.
   *[other] { $count } of your questions are open.
}
questions-note = -# A message of yours that pings somebody, until a reply, a word in its thread or ✅ of either of you; listed for 14 days.
questions-item = { $place } · { $at } ({ $distance }) · { $open }
sent-waiting = { $count ->
    [0] Nothing that you sent waits to be read.
    [one] 1 that you sent waits to be read.
   *[other] { $count } that you sent wait to be read.
}
sent-item = to { $name } · { $channel } · { $open } · { $read }
sent-item-told = to { $name } · told in { $server } · { $read }
sent-read-at = read { $at } ({ $distance })
sent-read-inbox = read when they look into their inbox
sent-choose = Change what you told…
sent-change = Change the words
sent-take-back = Take it back
sent-taken-back = Taken back. Nobody reads it.
sent-again = Let it wait again
sent-all = All that I sent
sent-gone = That waits no longer, so it can't be changed: it was delivered, settled or taken away.
sent-form-title = Other words
sent-form-label = What they should read

## /tell

tell-nowhere = It is posted nowhere.
tell-no-reader = { $name } reads no digests here, so I keep nothing. I can post it in this channel instead, with your name on it: a mention that makes no sound.
tell-no-key = Words aren't kept here, so there is nothing to hold. I can post it in this channel instead, with your name on it: a mention that makes no sound.
tell-post-silently = Post it here silently
tell-post = { $from } to { $name }: { $words }
tell-posted = Posted here, without a sound.

## "Put in their digest"

put-already = { $reads } It was there already.
put-no-reader = { $name } reads no digests here, so nothing is kept for them.
put-not-visible = { $name } can't read this channel, so nothing of it comes to them.

## /privacy

privacy-title = **What I keep about you**
privacy-title-button = What you keep about me
privacy-nothing = Nothing.
privacy-ids = You haven't joined. When you mention somebody who did, answer their question or tell them something by `/tell`, I keep your id and the time (90 days at most) and a sealed excerpt until it is delivered, and 7 days after.
privacy-settings = Your settings: clock, quiet hours, digest times, delivery, notifications, language.
privacy-servers = { $count ->
    [one] That you joined in 1 server.
   *[other] That you joined in { $count } servers.
}
privacy-dm = Which channel our direct messages are in.
privacy-held = { $count ->
    [one] 1 ping that waits for you.
   *[other] { $count } pings that wait for you.
}
privacy-past = { $count ->
    [one] 1 ping that was delivered or settled.
   *[other] { $count } pings that were delivered or settled.
}
privacy-sent = { $count ->
    [one] Your id with 1 ping of yours to somebody else.
   *[other] Your id with { $count } pings of yours to others.
}
privacy-deeds = { $count ->
    [one] 1 note of where you wrote last, or what you asked, answered or ticked. It settles pings, and goes after 90 days.
   *[other] { $count } notes of where you wrote last, or what you asked, answered or ticked. They settle pings, and go after 90 days.
}
privacy-mutes = { $count ->
    [one] 1 thread or person that you muted (a person for 90 days).
   *[other] { $count } threads and people that you muted (a person for 90 days).
}
privacy-letters = { $count ->
    [one] 1 message that I sent you or posted for you: sealed, without its words after 7 days, gone after 90.
   *[other] { $count } messages that I sent you or posted for you: sealed, without their words after 7 days, gone after 90.
}
privacy-standups = { $count ->
    [one] That you joined 1 stand-up, and how you are told of it.
   *[other] That you joined { $count } stand-ups, and how you are told of them.
}
privacy-entries = { $count ->
    [one] What you answered in 1 stand-up: the team's record, for who reads its channel to read and search, and so not sealed.
   *[other] What you answered in { $count } stand-ups: the team's record, for who reads their channels to read and search, and so not sealed.
}
privacy-excerpts = Excerpts are sealed at rest and go 7 days after delivery. Nobody, admins included, can see who joined or anybody's hours.
privacy-left-out = You are left out: I note nothing that you write and no mention of you. I keep only your id and the date, to remember that.
privacy-forget = Forget me
privacy-leave-out = Leave me out
privacy-count-in = Count me in again

privacy-forget-sure = **Forget you?** Your settings go, and every ping to you, waiting or delivered. In pings that you sent to others, your id and the excerpt are cleared; the link stays. This can't be taken back.
privacy-forget-yes = Yes, forget me
privacy-forget-no = No, keep it
privacy-forgotten = Forgotten. Messages that I already sent you stay in our direct messages until you delete them.
privacy-leave-out-sure = **Leave you out?** What I keep about you goes, your settings included, and from now on I note nothing that you write and no mention of you. You can come back at any time.
privacy-leave-out-yes = Yes, leave me out
privacy-counted-in = You count again. Nothing is kept until you set your hours, or mention somebody who did.

## /help

help-text =
    {""}**Adagio holds what isn't urgent until you want to read it.**
    What mentions you, a role of yours or everybody, and what replies to you, waits for your next digest: one DM at times that you choose, never in your quiet hours. What is settled by then is left out. In `sync` channels a mention passes at once, outside quiet hours.
    Discord itself still pushes each mention to your phone: `/hours` › **Quiet phone too?** stops that.

    `/hours` your clock, quiet hours and digests, on one panel
    `/quiet` quiet hours, typed: `/quiet from:22:00 until:08:00`
    `/inbox` what waits for you now, what you **Sent**, and **My questions** that nobody has answered
    `/tell` words for somebody's next digest, posted nowhere
    `/standup` answer, skip, join or leave the channel's stand-up
    `/privacy` what is kept about you; forget it; be left out

    Choose an item of a digest or of `/inbox`: **Reply** · **Done** · **Later…** · **Mute thread** · **Nothing more from this person**
    A message › Apps: **Save for my digest** · **Put in their digest**, if you wrote it · **When and why?** it is read
    On a phone, reply to it instead: `@Adagio later`, `when` or `why`. I answer in a silent DM.

    ✅ on a message, by its sender or who is mentioned, settles it. One that begins with `@silent` waits for a digest.
    Clock changes: a digest time that is skipped comes an hour later; quiet hours hold while your clock reads inside them.
help-setup = With Manage Server: `/adagio setup` sets what channels promise and posts a welcome message; `/adagio standup new` opens a thread with your questions on the days you say, `/adagio standup list` lists them.

## /adagio setup

setup-title = **Set-up**
setup-default = **This server** · { $mode }
setup-default-usual = **This server** · { $mode } (until you choose)
setup-own = Announcement channels are `off` and voice chats `social` unless you choose otherwise.
setup-channel = { $channel } · { $mode }
setup-more = { $count ->
    [one] and 1 more.
   *[other] and { $count } more.
}
setup-who = -# Everybody with Manage Server can change this here again. Each person's hours are their own: nobody else sees or changes them.
setup-mode-async = `async`: pings wait for each person's digest
setup-mode-sync = `sync`: pings pass at once
setup-mode-social = `social`: no expectations; pings wait
setup-mode-off = `off`: not watched
setup-note-async = Pings wait for each person's digest.
setup-note-sync = Pings pass at once: incidents, support desk.
setup-note-social = Nothing is expected; pings wait for the digest.
setup-note-off = Not watched at all.
setup-inherit = as the server says
setup-inherit-note = Take the choice for this channel back.
setup-choose-default = This server is…
setup-choose-channel = A channel or category that is different…
setup-channel-question = **What does { $channel } promise?** Now: { $mode }.
setup-category-question = **What do the channels in { $channel } promise?** Now: { $mode }.
setup-choose-mode = It is…
setup-back = Back
setup-post-welcome = Post the welcome message here
setup-posted = The welcome message is on its way into { $channel }. It notifies nobody; pin it, so that it is found later.
setup-cannot-write = I can't write in { $channel }. Give me View Channel and Send Messages there, or open `/adagio setup` in another channel.

welcome-text =
    {""}**Adagio is here: pings wait until you want to read them.**
    Tell it your hours, about six taps. From then on, a mention of you in an `async` channel waits for your next digest, which never comes in your quiet hours. What is answered by then doesn't bother you at all. `/hours` also shows how to stop Discord's own push, and tests it.
    Nobody is signed up by anybody else, and nobody sees who joined.

## "When and why?"

why-nothing = Nothing here waits for a digest of yours.
why-sender-nothing = Nothing here waits in a digest. Discord told whoever is mentioned.
why-sender-at = { $name } reads this with the digest of { $at } ({ $distance }).
why-sender-inbox = { $name } reads this when they look into their inbox.
why-sender-passed = { $name }: passed at once.
why-sender-delivered = { $name }: was in a digest.
why-sender-over = { $name }: nothing waits any more.
why-to-you-at = You read this with your digest of { $at } ({ $distance }).
why-to-you-inbox = This waits in your `/inbox`.
why-to-you-passed = This passed at once.
why-to-you-delivered = This was in a digest of yours.
why-to-you-over = This no longer waits for you.
why-put = Its sender put it into your digest.
why-standup = It is about a stand-up of which you want to hear in your digest.
why-saved = You saved it for your digest.
why-off = { $channel } isn't watched (`off`): Discord alone tells you.
why-to-everyone = It is for everybody here: that waits for the digest, whatever the channel.
why-answer = It answers what you asked, without a ping.
why-to-role = It is for everybody who has a role of yours; the first answer settles it for all.
why-async = Pings wait in { $channel } (`async`).
why-social = Nothing is expected in { $channel } (`social`), so pings wait.
why-silent = Pings pass at once in { $channel } (`sync`), but this was sent with `@silent`.
why-sync-quiet = Pings pass at once in { $channel } (`sync`), but never in your quiet hours.
why-sync-adagio = Pings pass at once in { $channel } (`sync`), and you made me your notifier.
why-sync-discord = Pings pass at once in { $channel } (`sync`), and Discord's own notification told you.
why-sync-edited = Pings pass at once in { $channel } (`sync`), but Discord tells nobody of a mention that is edited in.
why-otherwise = The channel's mode, or your settings, were different when it came.
why-quiet-until = Your quiet hours hold it until { $until }.
why-quiet-always = All your week is quiet.
why-digest = The next digest after that: { $at }.
why-no-zone = I don't know your clock yet, so there are no digests: `/hours` asks for it.
why-no-digest = Your settings leave no time for a digest: `/hours` changes them.
why-inbox-only = You chose the inbox instead of DMs.
why-unasked = You haven't said yet whether I may write to you: `/hours` asks for it.
why-closed = Discord doesn't let me write to you.
why-put-off = You put it off until { $at }.
why-done = You were done with it.
why-muted = You muted where it stands, or who sent it.
why-one-of-several = You were told of another answer to the same question.
why-answered = You answered.
why-answered-by-other = Somebody else who has the role answered.
why-checked = ✅ settled it.
why-seen = You wrote there after it.
why-deleted = It was deleted.
why-taken-back = Its sender took it back.
why-unmentioned = The mention was edited away.
why-sender-role = { $role }: who has the role and reads digests finds this in their next one, until the first of them answers.
why-sender-everyone = Everybody who reads digests finds this in their next one, among the last.

## "@Adagio later", "when" and "why"

wish-about = -# About [this message]({ $url })
wish-help = Reply to a message with `@Adagio later` and it comes with your next digest, with `@Adagio when` to see when it is read, with `@Adagio why` for the reasons too. I answer here, without a sound.
wish-not-urgent = I can't carry what is urgent yet: what you wrote counts like any other message. In a `sync` channel a mention passes at once, except in quiet hours.

## Direct messages that are closed

closed-notice = I couldn't write to you: your direct messages are closed for me. Nothing is lost, it waits in `/inbox`. Server name › Privacy Settings › Direct Messages opens them; then press the button.
closed-again = Good. What waits comes with your next digest.
closed-still = Discord still refuses. Server name › Privacy Settings › Direct Messages opens them.

## When something can't be done

refused-time = “{ $text }” is no time I can read. For example: { $example }.
refused-window = “{ $text }” is no window I can read. For example: { $example }.
refused-empty-window = { $time } to { $time } is no window. For a whole day write *all day*.
refused-day = “{ $text }” is no day I can read. For example: { $example }.
refused-too-many-times = { $count } digests a day are too many; { $most } are possible.
refused-nothing = I need a time. For example: { $example }.
refused-until = From { $from } until when? For example: `/quiet from:{ $from } until:08:00`.
refused-from = Until { $until }, from when? For example: `/quiet from:22:00 until:{ $until }`.
refused-no-times = On these days, from when until when? For example: `/quiet from:22:00 until:08:00 days:mon-fri`.
refused-zone = I know no city or zone “{ $text }”. Choose one from the list that opens while you type, for example *Berlin*.
refused-windows = { $most } windows are possible. Change one of them, or clear some.
refused-no-zone = Tell me your clock first; then “tonight” means something. `/hours` asks for it.
refused-left-out = You asked to be left out, so I keep nothing for you. `/privacy` counts you in again.
refused-server-only = This belongs to a server. Use it in one of its channels.
refused-not-manager = Only people with Manage Server can change this.
refused-old = This button is from another version of me. Use its command anew; `/help` names them all.
refused-nothing-there = That is no longer there. `/inbox` shows what waits for you now.
refused-cannot-read = I can't read { $channel }, so I couldn't show it to you later. Whoever manages the server can give me View Channel and Read Message History there.
refused-on-its-way = It is being posted this moment. Press again in a minute.
refused-nothing-muted = That isn't muted. `/hours` › What I muted shows what is.
refused-date = “{ $text }” is no date I can read. For example: *3 March*, *Friday*, *in 2 weeks* or *tomorrow 14:00*.
refused-date-over = “{ $text }” is over. Choose a later one, for example *tomorrow*.
refused-date-far = “{ $text }” is more than { $most } days away, and I keep nothing that long. Choose a nearer one.
refused-date-no-zone = Tell me your clock first; then a day has a beginning. `/hours` asks for it. *With the next digest* works without.
refused-to-yourself = That is you. `/tell` is for somebody else.
refused-to-a-bot = Bots read no digests. `/tell` is for people.
refused-not-author = This is { $name }'s message; who wrote it puts it into somebody's digest. **Save for my digest** sets it aside for you.
refused-means-nobody = It mentions nobody and answers nobody, so it has nowhere to go. `/tell` puts words into somebody's digest.
refused-no-words = There are no words in it. Write what they should read.
refused-not-here = { $name } isn't in this server, so nothing told here would reach them.
refused-not-a-reader = { $name } can't read { $channel }. Use `/tell` again in a channel that you both read.
refused-may-not-speak = You can't write in { $channel } right now, so I post nothing there for you.
refused-slow-mode = { $channel } is in slow mode, so write it there yourself: a message that begins with `@silent` makes no sound.
refused-sight-unknown = I can't see right now who reads this channel. Try again in a minute.
trouble = Something went wrong on my side (ref { $reference }). Nothing you set is lost. Trying again may help.

## Stand-ups

standup-every = { $days } every { $weeks } weeks
standup-monthly = the { $nth ->
    [1] first
    [2] second
    [3] third
    [4] fourth
   *[5] last
} { $day } of the month
standup-hours = { $days }, { $from }–{ $until }
standup-hours-eve = { $days }, { $from } the evening before to { $until }
standup-each-ones = each person's own clock, { $city } for who hasn't set one
standup-times = { $hours } ({ $clocks })
standup-everybody = everybody
standup-takes-number = a number
standup-takes-yes-no = yes or no
standup-takes-scale = { $from } to { $to }
standup-title = { $name } · { $day }

standup-form-new = A new stand-up
standup-form-change = Change a stand-up
standup-name-label = Name
standup-name-hint = It stands in the title of each thread.
standup-questions-label = Questions, one a line, at most 5
standup-questions-hint = Behind one, if not words: [1-5] [yes/no] [number] [office, home] [plan] [blocker]
standup-when-label = Days and hours
standup-when-hint = Mon–Fri 09:00–12:00 · every 2 weeks Mon 10–16 · last Fri 15–18 Berlin
standup-off-label = Days off
standup-title-label = Title of its threads
standup-title-hint = Empty: name and date. Or with {"{name}"}, {"{date}"}, {"{week}"} in it
standup-off-hint = No stand-up on these days, for example: 24 Dec, 2027-01-01
standup-yours = What you wrote

standup-draft-new = **{ $name }** · not begun yet
standup-draft-change = **{ $name }** · a change, not saved yet
standup-when = **When** · { $hours } ({ $clocks })
standup-when-nowhere = **When** · { $hours }. By whose clock? Choose below.
standup-where = **Where** · { $channel }, a thread each time
standup-where-a-week = **Where** · { $channel }, one thread a week
standup-where-forum = **Where** · { $channel }, a post { $often ->
    [a_week] a week
   *[a_day] each time
}{ $count ->
    [0] {""}
    [one] {" "}with one of its tags
   *[other] {" "}with { $count } of its tags
}
standup-where-unset = **Where** · not chosen yet
standup-who = **Who may join** · { $who }; nobody is signed up by anybody else
standup-at-once = **Answers** · each is posted at once
standup-at-close = **Answers** · all are posted when it closes, so that nobody is led by the first
standup-off = **Days off** · { $days }
standup-next = **Next**, in your time:
standup-never = It would never open: its days are all off.
standup-open-goes-on = The one that is open goes on as it began, until { $until }. The change holds from the next one on.
standup-choose-channel = Where does it open?
standup-choose-zone = By whose clock? Others: write the city behind the hours
standup-choose-role = Only who has this role may join (none: everybody)
standup-begin = Begin
standup-save = Save
standup-rewrite = Change the words
standup-use-each = Each person's own clock
standup-use-one = One clock for all
standup-use-at-close = All at the close
standup-use-at-once = Each at once
standup-use-a-week = One thread a week
standup-use-a-day = A thread each time
standup-to-tags = Tags
standup-tags = Each post in { $channel } can have up to five of its tags.
standup-tags-wanted = Each post in { $channel } needs one of its tags, and can have five.
standup-no-tags = { $channel } has no tags that everybody may use.
standup-tags-back = Back
standup-choose-tags = Choose up to five tags
standup-drop = Discard
standup-dropped = Discarded. Nothing else has changed.
standup-begun = **{ $name }** · { $times }. It opens in { $channel }, next { $next }.
standup-to-list = All stand-ups

standup-list = **Stand-ups of this server**
standup-list-none = There are no stand-ups in this server yet. `/adagio standup new` makes one.
standup-line = **{ $name }** · { $channel } · next { $next }
standup-line-never = **{ $name }** · { $channel } · never opens: its days are all off
standup-line-paused = **{ $name }** · { $channel } · ⏸ paused
standup-choose = Choose one…
standup-one = **{ $name }**
standup-next-one = **Next** · { $next }
standup-paused = **Next** · ⏸ paused, until somebody resumes it
standup-open-now = **Open now**, until { $until }
standup-past = **{ $name }** · { $number } of { $of } in 90 days
standup-older = Older
standup-newer = Newer
standup-pictures = Pictures
standup-pictured = **{ $name }** · how it went, in up to 30 days of the last 90:
standup-picture-turnout = How many answered, of those who had joined
standup-picture-mood = “{ $question }”, from { $from } to { $to }
standup-pictures-of-five = -# Each figure is of five people at least, so that nobody can be told apart.
standup-no-pictures = There are no pictures of **{ $name }** yet. They begin on the second day on which five people were asked, or five answered a question with a scale, so that nobody can be told apart.
standup-turnout = { $share } % answered on average; { $answered } of { $asked } the last time
standup-turnout-of-day = { $day } { $answered } of { $asked }
standup-mood = { $mean } of { $to } on average; { $last } the last time
standup-mood-of-day = { $day } { $mean }
standup-no-past = Nobody has answered in a stand-up of this channel in the last 90 days.
standup-found = What was answered here with “{ $words }”:
standup-found-none = Nothing that was answered here has “{ $words }” in it.
standup-found-more = There is more. Further words narrow it.
standup-export = { $count ->
    [one] One stand-up is in this file.
   *[other] { $count } stand-ups are in this file.
}
standup-export-part = The newest { $count } of { $of } stand-ups are in this file; more doesn't fit.
standup-exported = { $count ->
    [one] -# { $who } took what was answered here on { $first } as a file.
   *[other] -# { $who } took what was answered here from { $first } to { $last } as a file: { $count } stand-ups.
}
standup-which = Which one?
standup-none-here = No stand-up opens in this channel. Use this where one does, or in its thread.
standup-not-joined = You are in no stand-up of this channel.
standup-none-open = No stand-up of this channel is open now.
standup-joined-few = -# How many joined is said from { $least } people on.
standup-joined-many = -# { $count } joined. Who they are is theirs to say.
standup-edit = Edit
standup-pause = Pause
standup-resume = Resume
standup-try = Try it out
standup-trial = -# Only you see this. So it would look in the channel:
standup-tried = So your answer would stand in the thread. Nothing is posted, and nothing is kept.
standup-tried-many = So your answer would stand in the thread, in { $count } messages; this is the first. Nothing is posted, and nothing is kept.
standup-back = Back
standup-delete = Delete
standup-delete-question = **Delete { $name }?** It opens no more, and who joined is forgotten. What is posted stays in its channel; what was answered is kept as its history, unless you delete that too.
standup-delete-sure = Delete it
standup-delete-all = Delete it and its history
standup-keep = Keep it
standup-deleted = **{ $name }** is deleted, its history kept. What is posted stays in its channel.
standup-deleted-all = **{ $name }** is deleted with its history. What is posted stays in its channel.
standup-trouble-gone = The last one could not be opened: its channel is gone. Edit it and choose another.
standup-trouble-forbidden = The last one could not be opened: in { $channel } I need View Channel, Send Messages, Create Public Threads, Send Messages in Threads and Read Message History.
standup-trouble-untagged = The last one could not be opened: each post in { $channel } needs a tag, and none of yours is there. Edit it and choose one.
standup-not-opened = **{ $name }** · { $why }

standup-invitation = **{ $name }** · { $times }. { $opens ->
    [post] Each opens with a post in { $channel }
    [week] Those of a week open in one thread here
    [week-post] Those of a week open in one post in { $channel }
   *[thread] Each opens with a thread here
}, next { $next }. Join if you like; nobody sees who did.
standup-anchor = **{ $name } · { $day }** · open until { $until } · { $count } so far
standup-week = **{ $name } · week { $week }** · { $times }. The message of each day comes below, all in one thread.
standup-week-title = { $name } · week { $week }
standup-shown-at-close = -# Answers are shown when it closes.
standup-lost = What people answer in **{ $name } · { $day }** can't be posted: its thread is gone, or locked. Nothing that they write is lost; it stands in the summary.
standup-alone = Nobody has joined **{ $name }** yet; it opens in { $channel } all the same. Whoever presses [Join] under one of its messages takes part. A word from you helps most; to change or delete it: `/adagio standup list`.
standup-join = Join
standup-answer = Answer
standup-skip = Skip today
standup-planned = Same as planned
standup-nothing = Nothing new
standup-nothing-new = Nothing new.
standup-nothing-planned = I know of no plan of yours from the last time.
standup-answered-before = You have answered already; that stays as it is.
standup-only-form = It asks for numbers and choices, so only the form takes the answers.
standup-later = In an hour
standup-told-later = I tell you again { $at }, if you haven't answered by then.
standup-too-late = In an hour it is closed: it is open until { $until }.
standup-mine = My answer
standup-yes = Yes
standup-no = No
standup-saved = Saved. It stands in { $thread }.
standup-saved-waits = Saved. It is posted as soon as there is a thread.
standup-saved-at-close = Saved. It is posted when the stand-up closes, together with all others.
standup-saved-history = This stand-up was deleted meanwhile, so nothing is posted. What you wrote is kept in its history; here it is for you:
standup-open-until = It is open until { $until }; until then you can change it.
standup-was-closed = It had closed already, so yours is marked. The summary stays as it is.
standup-edit-entry = Edit
standup-skipped = You skip **{ $name }** this time. Nobody is told.
standup-answer-after-all = Answer after all
standup-answer-again = Answer again
standup-taken-back = (taken back)
standup-no-more = (nothing more)
standup-note-edited = edited
standup-note-late = after the close
standup-note-edited-late = edited after the close
standup-closed = { $count ->
    [0] {"**"}{ $name } · { $day }** · closed without an entry
    [one] {"**"}{ $name } · { $day }** · 1 answered
   *[other] {"**"}{ $name } · { $day }** · { $count } answered
}
standup-answered = { $count ->
    [0] Nobody answered.
    [one] One answered.
   *[other] { $count } answered.
}
standup-closed-of = **{ $name } · { $day }** · { $count } of { $of } answered
standup-threads = **Threads** · “{ $title }”
standup-by-person = **Summary** · what each said first
standup-by-question = **Summary** · question by question
standup-calls = -# The first one pings the role, once, if anybody may mention it, or I may mention all roles.
standup-use-call = Ping the role once
standup-use-no-call = Don't ping the role
standup-use-by-person = Summary by person
standup-use-by-question = Summary by question
standup-blocked = In the way
standup-held-before = In the way last time
standup-solved = solved
standup-unsolved = open
standup-answer-late = Answer late
standup-more-entries = { $count ->
    [one] and 1 more in the thread.
   *[other] and { $count } more in the thread.
}
standup-prompt = { $name } is open.
standup-reminder = { $name } is still open.
standup-prompt-until = Until { $until }, in { $channel }.
standup-prompt-reply = -# A reply to this message is your answer, too.
standup-open = Open
standup-hush = Don't tell me any more
standup-joined = You are in **{ $name }**. How shall I tell you that it is open?
standup-told-direct = **Now** · by DM when it opens, never in your quiet hours.
standup-told-not = **Now** · not at all; the channel is enough.
standup-how = -# Answer with the button under its message.
standup-how-by-words = -# Answer with the button under its message, or just write in its thread: your first words there count.
standup-told-paused = **Now** · not at all: you let three pass in a row. Choose, and I tell you again.
standup-nudged = { $how ->
    [off] No reminders.
    [standard] Two reminders, while you have no answer.
   *[light] One reminder, while you have no answer.
}
standup-nudge = { $how ->
    [off] No reminders
    [standard] Two reminders
   *[light] One reminder
}
standup-told-digest = **Now** · by a line in your digest when it opens, and one of how it went.
standup-told-summary = **Now** · only how it went, by a line in your digest.
standup-no-digest = You have no digest yet, so this waits in `/inbox`. With your hours set and DMs allowed it comes by itself.
standup-tell-direct = By DM
standup-tell-digest = In my digest
standup-tell-summary = Only how it went
standup-tell-not = Not at all
standup-leave = Leave
standup-left = You are out of **{ $name }**, and nothing about it reaches you any more.
standup-tell-again = Tell me again
standup-pause-line = You let **{ $name }** pass three times in a row, so I don't tell you of it any more. You are still in it, and answering in its thread is enough to be told again.
standup-hushed = I don't tell you about **{ $name }** any more. You are still in it; [Join] under its next message changes that.

refused-no-question = A stand-up asks something: write at least one question.
refused-questions = { $count } questions are too many for one form: { $most } fit.
refused-question-long = “{ $text }” is too long for a question: 100 characters fit.
refused-question-twice = “{ $text }” is asked twice.
refused-question-kind = [{ $text }] is no kind of answer. There are [short], [number], [yes/no], [1-5], [plan], [blocker], and 2 to 10 choices: [office, home].
refused-title = { $part } in the title stands for nothing. There are {"{name}"}, {"{date}"} and {"{week}"}.
refused-nothing-sought = Write at least one word that is looked for.
refused-no-answer = Nothing is answered there yet. One answer is enough.
refused-standup-deleted = The stand-up that you answered was deleted, so your reply went nowhere.
refused-words-lost = I was started anew and no longer have what you wrote. Send it once more, please.
refused-no-history = To see what was answered in { $channel } you need Read Message History there.
refused-lost-channel = You can't read the channel of this stand-up any more, so nothing of yours is posted there.
refused-no-name = A stand-up needs a name.
refused-unfinished = Choose the channel and the clock first.
refused-never-open = With these days off it would never open.
refused-cannot-hold = { $channel } is neither a text channel nor a forum, and stand-ups open in those.
refused-cannot-open = I can't open a stand-up in { $channel }: I need View Channel, Send Messages, Create Public Threads, Send Messages in Threads and Read Message History there.
refused-cannot-post = I can't post in { $channel }: I need View Channel, Create Posts, Send Messages in Posts and Read Message History there.
refused-needs-tag = Each post in { $channel } needs a tag. Press Tags and choose one.
refused-too-many-standups = A server can have 25 stand-ups. Delete one first.
refused-needs-role = Only who has { $role } may join this one.

## Commands (their names stay English)

command-hours = Your clock, quiet hours and digests, on one panel
option-hours-zone = Your city, for example: Berlin
option-hours-digests = When you read what waits, for example: 09:30, 16:00 mon-fri
command-quiet = Quiet hours: show, set, only tonight, clear
option-quiet-from = Begin, for example: 22:00, or: tonight, all day, clear
option-quiet-until = End, for example: 08:00
option-quiet-days = Days on which it begins, for example: mon-fri (left out: every day)
command-inbox = What waits for you, what you sent, and what you asked
command-privacy = What is kept about you; forget it, or be left out
command-help = What Adagio does, on one screen
command-tell = Words for somebody's next digest, posted nowhere
option-tell-who = Who should read it
option-tell-message = What they should read, at most 500 characters
command-adagio = Set Adagio up for this server
command-setup = What channels promise, and the welcome message
command-standup = Stand-ups: new ones, and those of this server
command-standups = Your part in a stand-up of this channel
command-standup-answer = Answer in the stand-up that is open here
command-standup-skip = Leave the one that is open here out; nobody is told
command-standup-join = Join a stand-up of this channel, and choose how to be told
command-standup-history = What was answered in this channel in the last 90 days
command-standup-search = Find what was answered in this channel by its words
option-standup-words = Words that stand in it, or their beginnings
command-standup-export = A file of what was answered in this channel; the channel is told
option-standup-format = As a table, for programs, or to read
format-csv = CSV, for spreadsheets
format-json = JSON
format-markdown = Markdown
command-standup-leave = Leave a stand-up of this channel
command-standup-new = Begin a stand-up: questions, days and hours
option-standup-template = Begin with these questions and hours
command-standup-list = This server's stand-ups: look, edit, pause, delete
quiet-choice-tonight = tonight: only this night
quiet-choice-all-day = all day: with days, for example sat,sun
quiet-choice-clear = clear: no quiet hours
