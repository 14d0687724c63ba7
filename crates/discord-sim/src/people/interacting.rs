//! An interaction that a person starts: sent to the bot, its first response awaited in real time.

use std::time::Duration;

use serde_json::Value;

use crate::{Answer, ChannelId, CommandRefusal, FindingKind, Person, world::interaction::Start};

impl Person {
    /// An interaction that no message leads to.
    pub(super) fn command(
        &self,
        what: u64,
        command_kind: u64,
        channel: ChannelId,
        data: Value,
    ) -> Start {
        Start {
            what,
            command_kind,
            user: self.id,
            channel,
            data,
            source: None,
            triggered_by: None,
        }
    }

    /// Sends it and waits for the first response.
    pub(super) async fn start(&self, start: Start) -> Result<Answer, CommandRefusal> {
        let (id, deadline): (_, Duration) = {
            let mut world = self.shared.world();
            if !world.bot_is_online(world.guild_of(start.channel)) {
                return Err(CommandRefusal::Offline);
            }
            (
                world.start_interaction(start),
                world.limits.interaction_deadline,
            )
        };
        let first = self.shared.wait_for(|world| {
            world
                .interactions
                .get(&id)
                .and_then(|it| it.first.as_ref())
                .map(|_| ())
        });
        if tokio::time::timeout(deadline, first).await.is_ok() {
            return Ok(Answer::new(self.shared.clone(), id));
        }
        let mut world = self.shared.world();
        if let Some(interaction) = world.interactions.get_mut(&id) {
            interaction.given_up = true;
        }
        world.find(
            FindingKind::Unanswered,
            format!("interaction {id} had no first response in time"),
        );
        Err(CommandRefusal::NoAnswer)
    }
}
