# Two stages: Maven builds the service, a JRE runs it as a user without rights.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN mvn -B -q -DskipTests -Dspotless.check.skip=true package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/heliograph --create-home heliograph
WORKDIR /opt/heliograph
COPY --from=build /build/target/quarkus-app target/quarkus-app
COPY tools tools
COPY agents agents
COPY prompts prompts
COPY models models
COPY samples samples
USER heliograph
VOLUME /var/lib/heliograph
EXPOSE 8080
# As the launcher has them: small when idle.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_MMAP_THRESHOLD_=131072
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", "-XX:-ShrinkHeapInSteps", "-XX:TrimNativeHeapInterval=10000", "-XX:+ExitOnOutOfMemoryError", "-Dheliograph.root=/opt/heliograph", "-jar", "target/quarkus-app/quarkus-run.jar"]
CMD ["serve", "--host", "0.0.0.0"]
