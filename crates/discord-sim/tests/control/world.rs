//! World files: what they build, and what is refused before anything is built.

use discord_sim::{Simulator, WorldPlan};
use serde_json::json;

use crate::client::{Control, acme};

#[tokio::test]
async fn the_dump_shows_everything() {
    let control = Control::new().await;
    control
        .post(
            "/people/ana/post",
            json!({ "channel": "Acme/support", "content": "<@ben> hello" }),
        )
        .await;
    control
        .post("/people/ben/dm", json!({ "content": "hello bot" }))
        .await;
    let world = control.get("/world").await;
    assert_eq!(
        world["guilds"][0]["channels"][0]["messages"][0]["author"],
        control.get("/people/ana").await["id"]
    );
    assert_eq!(
        world["people"][1]["dm"]["messages"][0]["content"],
        "hello bot"
    );
    assert_eq!(world["notifications"][0]["kind"], "push");
    assert_eq!(world["guilds"][0]["members"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_plan_is_built_whole_or_not_at_all() {
    let sim = Simulator::builder().start().await.unwrap();
    sim.build(&acme()).unwrap();
    let more = |text: &str| {
        sim.build(&toml::from_str(text).unwrap())
            .map_err(|error| error.to_string())
    };
    for (text, why) in [
        (
            "people = [{ name = \"carl\" }, { name = \"ana\" }]",
            "people[1].name: there is a person \"ana\" already",
        ),
        (
            "people = [{ name = \"carl\" }, { name = \"carl\" }]",
            "people[1].name: there is a person \"carl\" already",
        ),
        (
            "guilds = [{ name = \"Acme\" }]",
            "guilds[0].name: there is a server \"Acme\" already",
        ),
        (
            "people = [{ name = \"carl\", locale = \"xx\" }]",
            "people[0].locale: Discord has no locale \"xx\"; it has: id, da, de, en-GB, en-US, es-ES, es-419, fr, hr, it, lt, hu, nl, no, pl, pt-BR, ro, fi, sv-SE, vi, tr, cs, el, bg, ru, uk, hi, th, zh-CN, ja, zh-TW, ko, ar, he",
        ),
        (
            "guilds = [{ name = \"B\" }]",
            "guilds[0].name: a server's name has 2 to 100 characters, not 1",
        ),
        (
            "guilds = [{ name = \"Beta\", channels = [{ name = \"a\", kind = \"voice\", topic = \"b\" }] }]",
            "guilds[0].channels[0].topic: such a channel has no topic",
        ),
        (
            "guilds = [{ name = \"Beta\", owner = \"carl\" }]",
            "guilds[0].owner: there is no person \"carl\"; there is: ana, ben, eve",
        ),
        (
            "guilds = [{ name = \"Beta\", channels = [{ name = \"a\" }, { name = \"a\" }] }]",
            "guilds[0].channels[1].name: there is a channel \"a\" already",
        ),
        (
            "guilds = [{ name = \"Beta\", roles = [{ name = \"@everyone\" }] }]",
            "guilds[0].roles[0].name: there is a role \"@everyone\" already",
        ),
        (
            "guilds = [{ name = \"Beta\", members = [{ person = \"ana\" }, { person = \"ana\" }] }]",
            "guilds[0].members[1].person: there is a member \"ana\" already",
        ),
        (
            "guilds = [{ name = \"Beta\", members = [{ person = \"ana\", roles = [\"x\"] }] }]",
            "guilds[0].members[0].roles: there is no role \"x\"; there is: @everyone",
        ),
        (
            "guilds = [{ name = \"Beta\", bot = \"absent\", bot_permissions = [] }]",
            "guilds[0].bot_permissions: the bot isn't in this server",
        ),
        (
            "guilds = [{ name = \"Beta\", channels = [{ name = \"a\", overwrites = [{ allow = [] }] }] }]",
            "guilds[0].channels[0].overwrites[0]: an overwrite is for one role or one person: give either `role` or `person`",
        ),
        (
            "guilds = [{ name = \"Beta\", channels = [{ name = \"a\", kind = \"category\", category = \"a\" }] }]",
            "guilds[0].channels[0].category: a category can't be in a category",
        ),
    ] {
        assert_eq!(more(text), Err(why.to_owned()));
    }
    assert_eq!(
        more("people = [{ name = \"carl\" }]"),
        Ok(()),
        "the refused plans left no carl behind"
    );
}

#[test]
fn an_unknown_key_is_named_with_those_that_there_are() {
    let wrong = toml::from_str::<WorldPlan>("[[guilds]]\nname = \"Acme\"\nchanels = []\n")
        .unwrap_err()
        .to_string();
    assert!(
        wrong.contains("line 3")
            && wrong.contains("unknown field `chanels`, expected one of `name`, `owner`"),
        "{wrong}"
    );
}
