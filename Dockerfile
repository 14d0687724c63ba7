# docker build -t adagio . && docker run -d --name adagio -e DISCORD_TOKEN -v adagio:/data adagio

FROM rust:1.95-slim-bookworm AS build
WORKDIR /adagio
COPY . .
RUN .ci/build-release /out/adagio

# Certificates, time zones and SQLite are compiled in: nothing has to be installed here.
FROM debian:bookworm-slim
RUN useradd --system --user-group --uid 10001 --home-dir /data --shell /usr/sbin/nologin adagio \
    && install --directory --owner adagio --group adagio --mode 700 /data
COPY --from=build /out/adagio /usr/local/bin/adagio

USER adagio
WORKDIR /data
VOLUME /data
ENV ADAGIO__STORAGE__DATABASE=/data/adagio.db \
    ADAGIO__STORAGE__KEY_FILE=/data/adagio.key

# Asks /healthz at service.listen, inside the container.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["adagio", "check", "--health"]
ENTRYPOINT ["adagio"]
CMD ["run"]
