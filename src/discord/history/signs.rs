//! What a page doesn't tell of its messages: who put a ✅ on them, and with which roles they were answered and ticked.
//!
//! Both are asked for where something depends on it. The first answer or ✅ of somebody with a role settles what pings
//! it (PRODUCT P12); the roles that count are those that they have now.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::pages::Found;
use super::sites::Site;
use super::{History, Interrupted};
use crate::actions::history;
use crate::discord::http::HttpError;
use crate::discord::lanes::Lane;
use crate::domain::event::{Event, Post, Sign, Turn};
use crate::domain::ids::{MessageId, RoleId, ServerId, UserId};

/// Which roles people have.
type Roles = HashMap<UserId, Vec<RoleId>>;

impl History {
    /// Adds the roles of who answers what pings a role.
    pub(super) async fn add_roles(
        &self,
        site: &Site,
        found: &mut [Found],
    ) -> Result<(), Interrupted> {
        let posts = || found.iter().filter_map(Found::post);
        let answered: Vec<_> = posts().flat_map(Post::answers).collect();
        let recorded = history::calling(&self.shared.adagio, &answered).await?;
        let here = posts().filter(|post| post.pings_a_role());
        let calling: HashSet<_> = here.map(|post| post.id).chain(recorded).collect();
        let answers = |post: &Post| post.answers().any(|source| calling.contains(&source));
        let authors: BTreeSet<_> = posts()
            .filter(|post| answers(post))
            .map(|post| post.author)
            .collect();
        let roles = self.roles_of(site.place.server, authors).await?;
        for event in found.iter_mut().flat_map(|found| &mut found.events) {
            if let Event::Posted(post) = event
                && let Some(roles) = roles.get(&post.author)
            {
                post.author_roles = Some(roles.clone());
            }
        }
        Ok(())
    }

    /// Ticks that came or went on messages of which somebody's ping waits, or is found now.
    pub(super) async fn ticks(
        &self,
        site: &Site,
        found: &[Found],
        held: &HashSet<MessageId>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Event>, Interrupted> {
        let held_here: Vec<_> = held.iter().copied().collect();
        let noted = history::checked(&self.shared.adagio, &held_here).await?;
        let mut events = Vec::new();
        for (found, post) in found.iter().filter_map(|it| Some((it, it.post()?))) {
            if !held.contains(&found.id) && !self.pings_anybody(post) {
                continue;
            }
            let ticked_by = if found.is_ticked {
                self.who_ticked(site, found.id).await?
            } else {
                Vec::new()
            };
            let roles = if post.pings_a_role() {
                let ticked_by = ticked_by.iter().copied().collect();
                self.roles_of(site.place.server, ticked_by).await?
            } else {
                Roles::new()
            };
            let tick = |user: UserId, turn| Event::Reacted {
                message: found.id,
                user,
                author: Some(post.author),
                sign: Sign::Settled,
                turn,
                roles: roles.get(&user).cloned().unwrap_or_default(),
                at: now,
            };
            let of_this = noted.iter().filter(|(message, _)| *message == found.id);
            let gone = of_this.filter(|(_, user)| !ticked_by.contains(user));
            events.extend(gone.map(|(_, user)| tick(*user, Turn::Removed)));
            events.extend(ticked_by.iter().map(|user| tick(*user, Turn::Added)));
        }
        Ok(events)
    }

    async fn who_ticked(&self, site: &Site, message: MessageId) -> Result<Vec<UserId>, HttpError> {
        match self.http.who_ticked(site.place.channel, message).await {
            // It went this moment, which will be told.
            Err(error) if error.is_absent() => Ok(Vec::new()),
            told => told,
        }
    }

    async fn roles_of(
        &self,
        server: ServerId,
        users: BTreeSet<UserId>,
    ) -> Result<Roles, Interrupted> {
        if users.is_empty() {
            return Ok(Roles::new());
        }
        let users: Vec<_> = users.into_iter().collect();
        let found = self
            .shared
            .members
            .look_up(server, &users, Lane::Bulk)
            .await;
        if found.len() < users.len() {
            return Err(Interrupted::RightsUnknown);
        }
        let members = found.into_iter().filter_map(|(user, member)| {
            let roles = member?.roles.iter().map(|role| role.0).collect();
            Some((user, roles))
        });
        Ok(members.collect())
    }

    fn pings_anybody(&self, post: &Post) -> bool {
        let known = self.shared.adagio.known();
        let mut mentions = post.mentions.iter();
        post.pings_a_role()
            || mentions.any(|mention| known.member(post.place.server, mention.user).is_some())
    }
}
