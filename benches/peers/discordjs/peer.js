// discord.js with better-sqlite3: one row for each mention and one for the last message of each author in each channel, as
// Adagio has them, in transactions as large as Adagio's.
'use strict';

const Database = require('better-sqlite3');
const { Client, Events, GatewayIntentBits } = require('discord.js');

const { API, TOKEN, MESSAGES, DATABASE } = process.env;
const EXPECTED = Number(MESSAGES);
// As many as Adagio puts into one transaction at most, or what comes within this time.
const BATCH = 8192;
const WITHIN_MS = 100;

const db = new Database(DATABASE);
db.pragma('page_size = 8192');
db.pragma('journal_mode = wal');
db.pragma('synchronous = normal');
db.pragma('secure_delete = on');
db.pragma('temp_store = memory');
db.pragma('cache_size = -12288');
db.pragma('wal_autocheckpoint = 16384');
db.exec(`
  create table ping (
    source_id integer not null, recipient_id integer not null, server_id integer not null,
    channel_id integer not null, governing_id integer not null, sender_id integer, via text not null,
    lane text not null, state text not null, reason text, pinged_at integer not null,
    revision_at integer not null, excerpt blob, changed_at integer not null,
    not_before_at integer, expected_at integer, urgent integer not null default 0, silent integer not null default 0,
    primary key (source_id, recipient_id)
  ) strict, without rowid;
  create index ping_held on ping (recipient_id, source_id) where state = 'held';
  create index ping_excerpt on ping (changed_at) where excerpt is not null;
  create table wrote (
    user_id integer not null, channel_id integer not null, message_id integer not null,
    primary key (user_id, channel_id)
  ) strict, without rowid;
`);
const ping = db.prepare(
  `insert into ping (source_id, recipient_id, server_id, channel_id, governing_id, sender_id, via, lane, state, reason,
     pinged_at, revision_at, excerpt, changed_at)
   values (?, ?, ?, ?, ?, ?, 'mention', 'digest', 'held', null, ?, 0, ?, ?)
   on conflict (source_id, recipient_id) do nothing`,
);
const wrote = db.prepare(
  `insert into wrote values (?, ?, ?) on conflict (user_id, channel_id)
   do update set message_id = excluded.message_id where excluded.message_id > wrote.message_id`,
);

let waiting = [];
let committed = 0;
let timer = null;

const write = db.transaction((messages) => {
  const now = Date.now();
  for (const message of messages) {
    const [source, channel] = [BigInt(message.id), BigInt(message.channelId)];
    const [server, sender] = [BigInt(message.guildId), BigInt(message.author.id)];
    const excerpt = Buffer.from(JSON.stringify({ name: message.author.displayName, text: message.content.slice(0, 200) }));
    for (const user of message.mentions.users.values()) {
      ping.run(source, BigInt(user.id), server, channel, channel, sender, message.createdTimestamp, excerpt, now);
    }
    wrote.run(sender, channel, source);
  }
});

function commit() {
  clearTimeout(timer);
  timer = null;
  const messages = waiting;
  waiting = [];
  write(messages);
  committed += messages.length;
  if (committed >= EXPECTED) console.log('done');
}

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  rest: { api: API.replace(/\/v\d+$/, ''), version: '10' },
});
client.on(Events.MessageCreate, (message) => {
  waiting.push(message);
  if (waiting.length >= BATCH) commit();
  else timer ??= setTimeout(commit, WITHIN_MS);
});
client.once(Events.ClientReady, () => console.log('ready'));
client.login(TOKEN);
