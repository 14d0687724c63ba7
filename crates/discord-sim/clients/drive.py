#!/usr/bin/env python3
"""Tries the simulator with a real library: starts both, works the control API, and says what it saw.

    clients/drive.py SIMULATOR COMMAND…      # COMMAND starts the bot: node discordjs/bot.js

READY and GUILD_CREATE, a message with a mention, a slash command answered, a button clicked, a resume after a drop, a 429 obeyed, a bucket
filled; and at the end nothing that the simulator holds against the library. Standard library only.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

WORLD = """
people = [{ name = "ana" }, { name = "ben" }]

[[guilds]]
name = "Acme"
channels = [{ name = "support" }, { name = "rush" }]
members = [{ person = "ana" }, { person = "ben" }]
"""


class Control:
    """The control API."""

    def __init__(self, base):
        self.base = base

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path} {body}: {error.read().decode()}")

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, **body):
        return self.ask("POST", path, body)

    def said(self, channel="support"):
        """What the bot has said in a channel."""
        bot = self.get("")["bot_id"]
        return [message for message in self.get(f"/messages?channel=Acme/{channel}") if message["author"] == bot]

    def wait_for(self, text, seconds=60, channel="support"):
        """The bot's message with this text, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [message for message in self.said(channel) if message["content"] == text]
            if found:
                return found[0]
            time.sleep(0.05)
        sys.exit(f"the bot never said {text!r}; it said {[message['content'] for message in self.said(channel)]}")

    def mention_the_bot(self, who, text, channel="support"):
        return self.post(f"/people/{who}/post", channel=f"Acme/{channel}", content=f"<@bot> {text}")


def expect(claim, holds):
    print("ok  " if holds else "NOT ", claim, flush=True)
    if not holds:
        sys.exit(1)


def ready(control):
    control.post("/gateway/wait_ready", seconds=20)
    control.wait_for("ready: Acme")
    expect("READY and GUILD_CREATE: it is ready and knows its server", True)


def mention(control):
    asked = control.mention_the_bot("ana", "hello")
    answer = control.wait_for("heard ana")
    expect("a message with a mention is answered by a reply", answer["reply_to"] == asked["id"])


def command_and_button(control):
    until = time.monotonic() + 10
    while not control.get("/commands") and time.monotonic() < until:
        time.sleep(0.05)
    answer = control.post("/people/ana/run_command", channel="Acme/support", command="greet", options={"name": "Ana"})
    greeting = answer["message"]
    expect("a slash command is answered, for her eyes only", greeting["content"] == "Hello Ana" and answer["ephemeral"])
    expect("with a button", greeting["buttons"][0]["label"] == "Again")
    control.post("/people/ana/click", message=greeting["id"], label="Again")
    again = control.get("/messages/" + greeting["id"])
    expect("the click changes the message", again["content"] == "Hello again" and not again["buttons"])


def said_on_the_wire(since=0):
    """What the wire log holds after this many lines."""
    with open(os.environ["DISCORD_SIM_WIRE_LOG"], encoding="utf-8") as log:
        return [json.loads(line) for line in log.readlines()[since:]]


def resume(control):
    told = len(said_on_the_wire())
    before = control.get("/gateway")["sessions_begun"]
    control.post("/gateway/drop_socket")
    control.mention_the_bot("ben", "are you back?")
    control.wait_for("heard ben")
    expect("after a drop it resumes, and hears what it missed", control.get("/gateway")["sessions_begun"] == before)
    since = [(entry["op"], entry.get("t")) for entry in said_on_the_wire(told) if entry["kind"] == "gateway"]
    expect("by op 6, which RESUMED follows", (6, None) in since and (0, "RESUMED") in since[since.index((6, None)) :])


def rate_limit(control):
    """One message, so that nothing but the 429 holds it up; who asks again too early has a finding at the end."""
    script = {"method": "POST", "path": "/channels/*/messages", "fault": {"too_many": {"retry_after": 1.5, "scope": "user"}}}
    control.ask("POST", "/faults", script)
    began = time.monotonic()
    control.mention_the_bot("ana", "burst 1")
    control.wait_for("burst 1")
    took = time.monotonic() - began
    expect(f"a 429 is waited out, and not for long ({took:.1f} s)", 1.5 <= took < 4 and control.get("/faults")["hits"] == 1)
    expect(f"nothing is held against it: {control.get('/findings')}", control.get("/findings") == [])


def bucket(control):
    """Seven messages, of which five fit into the bucket, where nothing was said before. No more wait for the window's end than fit into the
    next: discord.py counts anew from nothing for each one that waits, forgets what has been answered in the meantime, and oversteps."""
    began = time.monotonic()
    control.mention_the_bot("ana", "burst 7", channel="rush")
    for n in range(1, 8):
        control.wait_for(f"burst {n}", channel="rush")
    took = time.monotonic() - began
    expect(f"a full bucket is waited out too ({took:.1f} s)", 5 <= took < 15)
    burst = sorted(message["content"] for message in control.said("rush"))
    expect("and each message is there once", burst == [f"burst {n}" for n in range(1, 8)])


def story(control):
    for chapter in (ready, mention, command_and_button, resume, rate_limit, bucket):
        chapter(control)
    findings = control.get("/findings")
    expect(f"nothing is held against it: {findings}", findings == [])


def main():
    simulator, *command = sys.argv[1:]
    if not os.environ.get("DISCORD_SIM_WIRE_LOG"):
        handle, os.environ["DISCORD_SIM_WIRE_LOG"] = tempfile.mkstemp(suffix=".jsonl")
        os.close(handle)
        atexit.register(os.remove, os.environ["DISCORD_SIM_WIRE_LOG"])
    world = ["--world", "/dev/stdin", "--listen", "127.0.0.1:0"]
    sim = subprocess.Popen([simulator, *world], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    bot = None
    try:
        sim.stdin.write(WORLD)
        sim.stdin.close()
        told = json.loads(sim.stdout.readline())
        there = {"API_BASE": told["api_base"].removesuffix("/v10"), "GATEWAY": told["gateway"], "TOKEN": told["token"]}
        bot = subprocess.Popen(command, env={**os.environ, **there})
        story(Control(told["control"]))
    finally:
        for process in filter(None, (bot, sim)):
            process.terminate()
            process.wait(10)


main()
