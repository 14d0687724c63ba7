"""An ordinary bot in discord.py: `/greet` with a button, an answer to whoever mentions it, and `burst N`, which says N things at once.

Nothing of the library is changed; only where Discord is: API_BASE (without /v10), GATEWAY and TOKEN come from the environment.
"""

import asyncio
import os
import re

import discord
import yarl
from discord import app_commands

discord.http.Route.BASE = os.environ["API_BASE"] + "/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["GATEWAY"])


class Greeting(discord.ui.View):
    @discord.ui.button(label="Again", custom_id="again", style=discord.ButtonStyle.primary)
    async def again(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        await interaction.response.edit_message(content="Hello again", view=None)


class Bot(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        @self.tree.command(description="Says hello")
        @app_commands.describe(name="Whom")
        async def greet(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message(f"Hello {name}", view=Greeting(), ephemeral=True)

        await self.tree.sync()

    async def on_ready(self) -> None:
        channel = discord.utils.get(self.get_all_channels(), name="support")
        await channel.send("ready: " + ", ".join(guild.name for guild in self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot or self.user not in message.mentions:
            return
        burst = re.search(r"burst (\d+)", message.content)
        if burst is None:
            await message.reply(f"heard {message.author.name}")
            return
        sends = [message.channel.send(f"burst {n + 1}") for n in range(int(burst[1]))]
        await asyncio.gather(*sends)


Bot().run(os.environ["TOKEN"])
