//! Who is interrupted by what: the same mentions, to people who have set their server differently.
//!
//! `cargo run -p discord-sim --example interruptions`

use discord_sim::{Level, Settings, Simulator};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sim = Simulator::builder().start().await?;
    let acme = sim.create_guild("Acme");
    let support = acme.text("support");
    let ana = sim.person("ana");
    acme.add_member(&ana);
    let everyday = Settings::default();
    for (name, settings) in [
        ("the default", everyday),
        (
            "everything",
            Settings {
                level: Level::All,
                ..everyday
            },
        ),
        (
            "nothing",
            Settings {
                level: Level::Nothing,
                ..everyday
            },
        ),
        (
            "muted",
            Settings {
                muted: true,
                ..everyday
            },
        ),
    ] {
        let ben = sim.person("ben");
        acme.add_member(&ben);
        ben.notification_settings(&acme, settings);
        println!("\nBen has set: {name}");
        for text in [
            "no mention".to_owned(),
            ben.mention(),
            format!("@silent {}", ben.mention()),
        ] {
            ana.post(support, &text)?;
            let told = sim.take_notifications();
            let bens = told.iter().find(|told| told.person == ben.id());
            println!(
                "    {text:30} {}",
                bens.map_or("nothing".to_owned(), |told| format!("{:?}", told.kind))
            );
        }
        acme.kick(&ben);
    }
    sim.shutdown().await;
    Ok(())
}
