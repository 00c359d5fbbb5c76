#!/bin/sh
# Scans in /workspace/inputs become label maps in /workspace/outputs. TASK: 2 (CT, default) or 3 (MR).
exec java -XX:MaxRAMPercentage=60 -Dheliograph.root=/opt/heliograph -jar /opt/heliograph/target/quarkus-app/quarkus-run.jar \
    flare predict --task "${TASK:-2}" --inputs /workspace/inputs --outputs /workspace/outputs
