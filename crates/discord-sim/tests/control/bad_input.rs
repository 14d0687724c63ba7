//! Whatever is wrong with a request is told in one shape, and changes nothing.

use serde_json::json;

use crate::client::Control;

/// Method, path, body; status, code, and words of the message. A line each.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str, u16, &str, &str)] = &[
    ("GET", "/nowhere", "", 404, "unknown_route", "there is no GET /_sim/nowhere; GET /_sim lists"),
    ("POST", "/people/ana/sing", "{}", 404, "unknown_route", "/_sim/people/ana/sing"),
    ("PUT", "/people", "{}", 405, "wrong_method", "doesn't take PUT"),
    ("GET", "/people/ana/post", "", 405, "wrong_method", "doesn't take GET"),
    ("POST", "/people/ana/post", "hello", 400, "malformed_json", "line 1"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support""#, 400, "malformed_json", "EOF"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support", "content": "a"} {}"#, 400, "malformed_json", "trailing"),
    ("POST", "/people/ana/post", "[]", 400, "invalid_body", "a body is a JSON object"),
    ("POST", "/people/ana/post", "", 400, "invalid_body", "missing field `channel`"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support"}"#, 400, "invalid_body", "missing field `content`"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support", "text": "a"}"#, 400, "invalid_body", "unknown field `text`, expected `channel` or `content`"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support", "content": 1}"#, 400, "invalid_body", "`content`: invalid type: integer `1`, expected a string"),
    ("POST", "/people/anna/post", r#"{"channel": "Acme/support", "content": "a"}"#, 404, "unknown_person", "there is no person \"anna\"; there is: ana, ben"),
    ("POST", "/people/ana/post", r#"{"channel": "support", "content": "a"}"#, 404, "unknown_channel", "Server/channel"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/help", "content": "a"}"#, 404, "unknown_channel", "there is: support, ideas"),
    ("POST", "/people/ana/post", r#"{"channel": "Acne/support", "content": "a"}"#, 404, "unknown_server", "there is no server \"Acne\"; there is: Acme"),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support/x", "content": "a"}"#, 404, "unknown_thread", "there is no thread \"x\""),
    ("POST", "/people/ana/post", r#"{"channel": "@ben", "content": "a"}"#, 404, "unknown_channel", "open_dm"),
    ("POST", "/people/ana/post", r#"{"channel": "123", "content": "a"}"#, 404, "unknown_channel", "\"123\""),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support", "content": "<@carl>"}"#, 404, "unknown_person", "\"carl\""),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support", "content": "<@&boss>"}"#, 404, "unknown_role", "there is no role \"boss\"; there is: "),
    ("POST", "/people/ana/post", r#"{"channel": "Acme/support", "content": ""}"#, 409, "refused", "ana can't"),
    ("POST", "/people/eve/post", r#"{"channel": "Acme/support", "content": "a"}"#, 409, "refused", "eve can't"),
    ("POST", "/people/ana/reply", r#"{"channel": "Acme/support", "message": "x", "content": "a"}"#, 400, "invalid_body", "`message`: "),
    ("POST", "/people/ana/reply", r#"{"channel": "Acme/support", "message": "1", "content": "a", "ping": "maybe"}"#, 400, "invalid_body", "`ping`: unknown variant `maybe`, expected `on` or `off`"),
    ("POST", "/people/ana/click", r#"{"message": "1"}"#, 400, "invalid_body", "either `custom_id` or `label`"),
    ("POST", "/people/ana/click", r#"{"message": "1", "label": "Next"}"#, 409, "nothing_to_press", "the message isn't there"),
    ("POST", "/people/ana/run_command", r#"{"channel": "Acme/support", "command": "x", "options": {"a": []}}"#, 400, "invalid_body", "`a`: type a text"),
    ("POST", "/people/ana/submit_modal", r#"{"interaction": "1"}"#, 404, "unknown_answer", "interaction 1"),
    ("GET", "/answers/x", "", 400, "invalid_id", "\"x\""),
    ("GET", "/messages", "", 400, "invalid_query", "channel"),
    ("GET", "/messages?channel=Acme/support&limit=3", "", 400, "invalid_query", "limit"),
    ("GET", "/messages/1", "", 404, "unknown_message", "message 1"),
    ("POST", "/people", r#"{"name": "ana"}"#, 409, "impossible_plan", "name: there is a person \"ana\" already"),
    ("POST", "/people", r#"{"name": ""}"#, 409, "impossible_plan", "name: a person's name has 2 to 32 characters, not 0"),
    ("POST", "/people", r#"{"name": "carl", "dms": "ajar"}"#, 400, "invalid_body", "`dms`: unknown variant `ajar`, expected `open` or `closed`"),
    ("POST", "/guilds/Acme/roles", r#"{"name": "boss", "permissions": ["FLY"]}"#, 400, "invalid_body", "`permissions`: unknown permission `FLY`, expected one of CREATE_INSTANT_INVITE"),
    ("POST", "/guilds/Acme/roles", r#"{"name": "on-call"}"#, 409, "impossible_plan", "there is a role \"on-call\" already"),
    ("POST", "/guilds/Acme/channels", r#"{"name": "talk", "kind": "radio"}"#, 400, "invalid_body", "`kind`: unknown variant `radio`, expected one of `text`"),
    ("POST", "/guilds/Acme/channels", r#"{"name": "talk", "category": "Teams"}"#, 409, "impossible_plan", "category: there is no category \"Teams\"; there is: Team"),
    ("POST", "/guilds/Acme/overwrite", r#"{"channel": "support", "role": "on-call", "person": "ben"}"#, 400, "invalid_body", "either `role` or `person`"),
    ("POST", "/guilds/Acme/time_out", r#"{"person": "ben", "until": "tomorrow"}"#, 400, "invalid_body", "`until`: "),
    ("POST", "/guilds/Acme/archive", r#"{"thread": "support"}"#, 404, "unknown_thread", "is no thread"),
    // Names, languages, spans: no longer, shorter or later than Discord takes them.
    ("POST", "/people", r#"{"name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#, 409, "impossible_plan", "2 to 32 characters, not 33"),
    ("POST", "/people", r#"{"name": "carl", "locale": "klingon"}"#, 409, "impossible_plan", "locale: Discord has no locale \"klingon\"; it has: id, da, de"),
    ("POST", "/guilds", r#"{"name": "B"}"#, 409, "impossible_plan", "name: a server's name has 2 to 100 characters, not 1"),
    ("POST", "/guilds", r#"{"name": "Beta", "locale": "xx"}"#, 409, "impossible_plan", "locale: Discord has no locale"),
    ("POST", "/guilds", r#"{"name": "Beta", "members": [{"person": "eve", "nick": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}]}"#, 409, "impossible_plan", "members[0].nick: a nickname has 1 to 32"),
    ("POST", "/guilds/Acme/rename", r#"{"name": "A"}"#, 400, "invalid_body", "`name`: a server's name has 2 to 100"),
    ("POST", "/guilds/Acme/channels", r#"{"name": ""}"#, 409, "impossible_plan", "name: a channel's name has 1 to 100"),
    ("POST", "/guilds/Acme/channels", r#"{"name": "den", "kind": "category", "topic": "a"}"#, 409, "impossible_plan", "topic: such a channel has no topic"),
    ("POST", "/guilds/Acme/channels", r#"{"name": "den", "kind": "forum", "tags": [{"name": "aaaaaaaaaaaaaaaaaaaaa"}]}"#, 409, "impossible_plan", "tags[0].name: a tag's name has 1 to 20"),
    ("POST", "/guilds/Acme/channels", r#"{"name": "den", "overwrites": [{"role": "@everyone", "allow": ["VIEW_CHANNEL"], "deny": ["VIEW_CHANNEL"]}]}"#, 409, "impossible_plan", "overwrites[0]: VIEW_CHANNEL can't be"),
    ("POST", "/guilds/Acme/rename_channel", r#"{"channel": "support", "name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#, 400, "invalid_body", "`name`: a channel's name has 1 to 100 characters, not 101"),
    ("POST", "/guilds/Acme/set_topic", r#"{"channel": "Team", "topic": "a"}"#, 409, "wrong_kind", "\"Team\" is not a channel that has a topic"),
    ("POST", "/guilds/Acme/overwrite", r#"{"channel": "support", "role": "on-call", "allow": ["VIEW_CHANNEL"], "deny": ["VIEW_CHANNEL"]}"#, 400, "invalid_body", "allowed and denied at once"),
    ("POST", "/guilds/Acme/roles", r#"{"name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#, 409, "impossible_plan", "name: a role's name has 1 to 100"),
    ("POST", "/guilds/Acme/rename_role", r#"{"role": "on-call", "name": ""}"#, 400, "invalid_body", "`name`: a role's name has 1 to 100"),
    ("POST", "/guilds/Acme/rename_role", r#"{"role": "@everyone", "name": "all"}"#, 409, "everyone_stays", "keeps its name"),
    ("POST", "/guilds/Acme/move_role", r#"{"role": "on-call", "position": 0}"#, 400, "invalid_body", "`position`: 0 is @everyone's"),
    ("POST", "/guilds/Acme/move_role", r#"{"role": "on-call", "position": -1}"#, 400, "invalid_body", "`position`: invalid value"),
    ("POST", "/guilds/Acme/delete_role", r#"{"role": "bot"}"#, 409, "bot_role_stays", "remove_bot"),
    ("POST", "/guilds/Acme/give_role", r#"{"role": "bot", "person": "ben"}"#, 409, "bot_role_stays", "invite_bot"),
    ("POST", "/guilds/Acme/nickname", r#"{"person": "ben", "nick": ""}"#, 400, "invalid_body", "`nick`: a nickname has 1 to 32"),
    ("POST", "/guilds/Acme/kick", r#"{"person": "ana"}"#, 409, "owner_stays", "set_owner first"),
    ("POST", "/guilds/Acme/ban", r#"{"person": "ana"}"#, 409, "owner_stays", "ana owns that server"),
    ("POST", "/people/ana/leave", r#"{"guild": "Acme"}"#, 409, "refused", "the owner can't leave"),
    ("POST", "/guilds/Acme/time_out", r#"{"person": "ben", "until": "2026-03-02T08:00:00Z"}"#, 400, "invalid_body", "`until`: a time-out ends after now"),
    ("POST", "/guilds/Acme/time_out", r#"{"person": "ben", "until": "2026-03-30T08:00:01Z"}"#, 400, "invalid_body", "within 28 days"),
    ("POST", "/guilds/Acme/pass_screening", r#"{"person": "ben"}"#, 409, "not_pending", "ben has passed"),
    ("POST", "/guilds/Acme/add_guest", r#"{"person": "eve", "channel": "support"}"#, 409, "wrong_kind", "\"support\" is not a voice channel"),
    ("POST", "/guilds/Acme/set_afk_channel", r#"{"channel": "support"}"#, 409, "wrong_kind", "not a voice channel"),
    ("POST", "/guilds/Acme/move_channel", r#"{"channel": "support", "position": -1}"#, 400, "invalid_body", "`position`: "),
    ("POST", "/guilds/Acme/put_into", r#"{"channel": "support", "category": "ideas"}"#, 409, "wrong_kind", "\"ideas\" is not a category"),
    ("POST", "/guilds/Acme/put_into", r#"{"channel": "Team"}"#, 409, "wrong_kind", "can be in a category"),
    ("POST", "/guilds/Acme/slowmode", r#"{"channel": "support", "seconds": 21601}"#, 400, "invalid_body", "`seconds`: slowmode is a whole number of seconds from 0 to 21600"),
    ("POST", "/guilds/Acme/slowmode", r#"{"channel": "support", "seconds": 1.5}"#, 400, "invalid_body", "whole number"),
    ("POST", "/guilds/Acme/slowmode", r#"{"channel": "Team", "seconds": 5}"#, 409, "wrong_kind", "set slowmode on the category's channels"),
    ("POST", "/guilds/Acme/age_restrict", r#"{"channel": "Team"}"#, 409, "wrong_kind", "categories are always shown"),
    ("POST", "/guilds/Acme/forum_tag", r#"{"channel": "ideas", "tag": {"name": ""}}"#, 400, "invalid_body", "`tag.name`: a tag's name has 1 to 20"),
    ("POST", "/guilds/Acme/forum_tag", r#"{"channel": "support", "tag": {"name": "bug"}}"#, 409, "wrong_kind", "not a forum"),
    ("POST", "/guilds/Acme/delete_in_bulk", r#"{"channel": "support", "messages": ["1"]}"#, 400, "invalid_body", "`messages`: 2 to 100"),
    ("POST", "/people/eve/notification_settings", r#"{"guild": "Acme", "settings": {}}"#, 409, "no_member", "eve isn't in that server"),
    ("POST", "/people/eve/channel_notification_settings", r#"{"channel": "Acme/support", "settings": {}}"#, 409, "no_member", "eve isn't"),
    ("POST", "/people/eve/opt_in", r#"{"channel": "Acme/support"}"#, 409, "no_member", "eve isn't"),
    ("GET", "/people/ana/reads", "", 400, "invalid_query", "channel"),
    ("GET", "/people/ana/sees?message=1", "", 404, "unknown_message", "message 1"),
    ("POST", "/world", r#"{"guilds": [{"name": "Beta", "members": [{"person": "carl"}]}]}"#, 409, "impossible_plan", "guilds[0].members[0].person: there is no person \"carl\""),
    ("POST", "/world", r#"{"guilds": [{"name": "Beta", "chanels": []}]}"#, 400, "invalid_body", "`guilds[0].chanels`: unknown field `chanels`, expected one of `name`"),
    ("POST", "/clock/advance", r#"{"seconds": -1}"#, 400, "invalid_body", "`seconds`: -1 is no number of seconds"),
    ("POST", "/clock/set", r#"{"at": "noon"}"#, 400, "invalid_body", "`at`: "),
    ("POST", "/clock/set", r#"{"at": "2200-01-01T00:00:00Z"}"#, 400, "invalid_body", "`at`: no id can hold a time after 2154-"),
    ("POST", "/clock/advance", r#"{"seconds": 9000000000}"#, 400, "invalid_body", "no id can hold"),
    ("PATCH", "/limits", r#"{"speed": 1}"#, 400, "invalid_body", "unknown field `speed`"),
    ("PATCH", "/limits", r#"{"max_concurrency": "x"}"#, 400, "invalid_body", "`max_concurrency`: "),
    ("POST", "/faults", r#"{"method": "GET", "path": "/api/v10/gateway", "fault": "applied_twice"}"#, 400, "invalid_body", "without /api/v10"),
    ("POST", "/faults", r#"{"method": "GET", "path": "/gateway", "fault": "fire"}"#, 400, "invalid_body", "unknown variant `fire`, expected one of `status`"),
    ("POST", "/faults", r#"{"method": "GET", "path": "/gateway", "fault": {"status": [200, {}]}}"#, 400, "invalid_body", "400 to 599"),
    ("POST", "/faults", r#"{"method": "GET", "path": "/gateway", "times": "often", "fault": "applied_twice"}"#, 400, "invalid_body", "a number, or \"always\""),
    ("POST", "/faults", r#"{"method": "FETCH", "path": "/gateway", "fault": "applied_twice"}"#, 400, "invalid_body", "`method` is one of GET"),
    ("POST", "/faults", r#"{"method": "POST", "path": "/channels/*/mesages", "fault": "applied_twice"}"#, 400, "invalid_body", "`path`: no request is like POST /channels/*/mesages; there is: GET|PATCH|DELETE /channels/{channel}, "),
    ("POST", "/faults", r#"{"method": "PUT", "path": "/gateway", "fault": "applied_twice"}"#, 400, "invalid_body", "there is: GET /gateway, GET /gateway/bot"),
    ("POST", "/faults", r#"{"path": "/gateway", "fault": "applied_twice"}"#, 400, "invalid_body", "either `method` and `path`, or `dms_to`"),
    ("POST", "/faults", r#"{"dms_to": "anna", "fault": "applied_twice"}"#, 404, "unknown_person", "there is no person \"anna\""),
    ("POST", "/faults/seeded", r#"{"slow": 1.5}"#, 400, "invalid_body", "`slow`: a rate is 0 to 1, not 1.5"),
    ("POST", "/faults/seeded", r#"{"dropped": -1}"#, 400, "invalid_body", "`dropped`: a rate"),
    ("PATCH", "/limits", r#"{"max_concurrency": 0}"#, 400, "invalid_body", "`max_concurrency`: one"),
    ("PATCH", "/limits", r#"{"heartbeat_interval": 0}"#, 400, "invalid_body", "`heartbeat_interval`: a millisecond"),
    ("PATCH", "/limits", r#"{"gateway_backlog": 0}"#, 400, "invalid_body", "`gateway_backlog`: one event"),
    ("POST", "/gateway/befall", r#"{"event": "MESSAGE_CREAT", "fault": "lost"}"#, 400, "invalid_body", "there is no event MESSAGE_CREAT; there is: "),
    ("POST", "/gateway/befall", r#"{"event": "MESSAGE_CREATE", "fault": {"closed": 7}}"#, 400, "invalid_body", "after 7 no session can be resumed"),
    ("POST", "/gateway/befall", r#"{"event": "MESSAGE_CREATE", "fault": {"closed": 1000}}"#, 400, "invalid_body", "after 1000"),
    ("POST", "/gateway/lose_next", r#"{"event": "MESSAGE_CREAT"}"#, 400, "invalid_body", "there is no event"),
    ("POST", "/gateway/drop_socket", "{}", 409, "no_session", "shard 0 has no session"),
    ("POST", "/gateway/refuse_next", r#"{"status": 200}"#, 400, "invalid_body", "400 to 599"),
    ("POST", "/gateway/befall", r#"{"event": "READY", "fault": "fire"}"#, 400, "invalid_body", "unknown variant `fire`, expected one of `lost`"),
    ("POST", "/people/ana/upload", r#"{"name": "a"}"#, 400, "invalid_body", "either `text` or `base64`"),
    ("POST", "/people/ana/upload", r#"{"name": "a", "base64": "?"}"#, 400, "invalid_body", "`base64`: "),
    ("POST", "/gateway/close", r#"{"code": 7}"#, 400, "invalid_body", "1000 to 4999"),
    ("POST", "/gateway/lose_next", r#"{"event": "MESSAGE_CREATE", "count": -1}"#, 400, "invalid_body", "`count`: "),
];

#[tokio::test]
async fn a_bad_request_is_told_what_is_wrong_with_it() {
    let control = Control::new().await;
    let team = json!({ "name": "Team", "kind": "category" });
    control.post("/guilds/Acme/channels", team).await;
    let before = control.get("/world").await;
    for (method, path, body, status, code, words) in TABLE {
        let (was, answer) = control.send(method, path, body).await;
        let error = &answer["error"];
        assert_eq!(
            (was, error["code"].as_str()),
            (*status, Some(*code)),
            "{method} {path} {body}: {answer}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(words), "{method} {path} {body}: {message}");
        assert!(error.as_object().unwrap().len() == 2 && answer.as_object().unwrap().len() == 1);
    }
    assert_eq!(control.get("/world").await, before);
}

#[tokio::test]
async fn a_span_beyond_all_bounds_is_taken_for_a_long_one() {
    let control = Control::new().await;
    let long = r#"{"seconds": 1e19}"#;
    let (status, answer) = control.send("POST", "/gateway/refuse_for", long).await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let control = Control::new().await;
    let (status, answer) = control
        .send("POST", "/people/ana/post", &"x".repeat(17 << 20))
        .await;
    assert_eq!(
        (status, answer["error"]["code"].as_str()),
        (400, Some("body_too_large"))
    );
}
