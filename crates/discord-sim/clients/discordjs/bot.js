// An ordinary bot in discord.js: `/greet` with a button, an answer to whoever mentions it, and `burst N`, which says N things at once.
//
// Nothing of the library is changed; only where Discord is: API_BASE (without /v10) and TOKEN come from the environment.

import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, MessageFlags, SlashCommandBuilder } from 'discord.js';

const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMessages, MessageContent], rest: { api: process.env.API_BASE } });

client.once(Events.ClientReady, async () => {
    const name = (option) => option.setName('name').setDescription('Whom').setRequired(true);
    const greet = new SlashCommandBuilder().setName('greet').setDescription('Says hello').addStringOption(name);
    await client.application.commands.set([greet]);
    const channel = client.channels.cache.find((channel) => channel.name === 'support');
    await channel.send(`ready: ${client.guilds.cache.map((guild) => guild.name).join(', ')}`);
});

client.on(Events.MessageCreate, async (message) => {
    if (message.author.bot || !message.mentions.has(client.user)) return;
    const burst = /burst (\d+)/.exec(message.content);
    if (!burst) return void (await message.reply(`heard ${message.author.username}`));
    const numbers = Array.from({ length: Number(burst[1]) }, (_, n) => n + 1);
    await Promise.all(numbers.map((n) => message.channel.send(`burst ${n}`)));
});

client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) {
        const again = new ButtonBuilder().setCustomId('again').setLabel('Again').setStyle(ButtonStyle.Primary);
        const components = [new ActionRowBuilder().addComponents(again)];
        await interaction.reply({ content: `Hello ${interaction.options.getString('name')}`, components, flags: MessageFlags.Ephemeral });
    } else if (interaction.isButton()) {
        await interaction.update({ content: 'Hello again', components: [] });
    }
});

await client.login(process.env.TOKEN);
