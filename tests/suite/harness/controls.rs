//! What people do with commands and controls, and what they are shown.

use discord_sim::{Answer, ChannelId, MessageId, MessageRef, Person, SeenMessage};
use serde_json::{Value, json};

use super::Story;

impl Story {
    /// Runs a command in this place; it has to be answered.
    pub(crate) async fn command_in(
        &self,
        place: ChannelId,
        who: &Person,
        name: &str,
        options: &[(&str, &str)],
    ) -> Answer {
        let answer = who.run_command(place, name, options).await.unwrap();
        self.settled(answer).await
    }

    /// Presses a button under any message that can be seen; that has to be answered.
    pub(crate) async fn press_on(
        &self,
        who: &Person,
        on: impl Into<MessageRef>,
        label: &str,
    ) -> Answer {
        let answer = who.click_label(on, label).await.unwrap();
        self.settled(answer).await
    }

    /// Chooses by what the options of a menu say.
    pub(crate) async fn pick(&self, who: &Person, on: &Answer, labels: &[&str]) -> Answer {
        let message = on.message().unwrap();
        let (menu, values) = picked(&message, labels);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let answer = who.select(on, &menu, &values).await.unwrap();
        self.settled(answer).await
    }

    /// Chooses in the menu whose id begins like this.
    pub(crate) async fn choose(
        &self,
        who: &Person,
        on: &Answer,
        menu: &str,
        values: &[&str],
    ) -> Answer {
        let selects = on.message().unwrap().selects();
        let ids: Vec<_> = selects.iter().map(|select| &select.custom_id).collect();
        let menu = ids.iter().find(|id| id.starts_with(menu));
        let menu = menu.unwrap_or_else(|| panic!("no such menu among {ids:?}"));
        let answer = who.select(on, menu, values).await.unwrap();
        self.settled(answer).await
    }

    /// Opens "When and why?" on a message.
    pub(crate) async fn why(&self, who: &Person, place: ChannelId, message: MessageId) -> Answer {
        let answer = who.message_menu(place, message, "When and why?").await;
        self.settled(answer.unwrap()).await
    }

    async fn settled(&self, answer: Answer) -> Answer {
        let answer = answer.settled().await.unwrap();
        self.stage.settle().await.unwrap();
        answer
    }
}

/// The menu that offers all of these, and their values.
#[track_caller]
fn picked(message: &SeenMessage, labels: &[&str]) -> (String, Vec<String>) {
    let selects = message.selects();
    let values = |options: &[(String, String)]| -> Option<Vec<String>> {
        let value = |label: &&str| options.iter().find(|(said, _)| said == label);
        labels
            .iter()
            .map(|label| value(label).map(|(_, value)| value.clone()))
            .collect()
    };
    selects
        .iter()
        .find_map(|menu| Some((menu.custom_id.clone(), values(&menu.options)?)))
        .unwrap_or_else(|| panic!("no menu offers {labels:?}: {selects:#?}"))
}

impl Story {
    /// A message of the bot's in this place with one control under it, as another version of it may have left it.
    pub(crate) async fn leftover(&self, place: ChannelId, control: Value) -> MessageId {
        let url = format!("{}/channels/{place}/messages", self.sim().api_base());
        let row = json!({ "type": 1, "components": [control] });
        let sent = reqwest::Client::new()
            .post(url)
            .header("Authorization", format!("Bot {}", self.sim().token()))
            .header("User-Agent", "DiscordBot (https://example.org, 0.0)")
            .json(&json!({ "content": "from long ago", "components": [row] }))
            .send()
            .await
            .unwrap();
        let message: Value = sent.error_for_status().unwrap().json().await.unwrap();
        MessageId::new(message["id"].as_str().unwrap().parse().unwrap())
    }
}
