#!/bin/sh
# Brings a repository to an S3-compatible bucket (AWS, OSS, MinIO, R2) with the aws command: sh bucket.sh DIR s3://BUCKET
# Where the bucket is no AWS one: AWS_ENDPOINT_URL=https://oss-cn-hangzhou.aliyuncs.com sh bucket.sh …
#
# The order is that of `signpost-admin hosting plan DIR`: what a file leads to is there before it, and roots go last, so
# that a computer may come at any moment. Every file but the timestamp keeps its content for ever, so --size-only sends what is new. Nothing
# is deleted and nothing has to be listed by anybody who reads; readers need s3:GetObject only
# (bucket-policy.json).
#
# A CDN in front must pass Cache-Control on, must not remember a 404 (the next root is looked for until it is published),
# and must not recompress or rewrite JSON.
set -eu
from="${1:?the folder that init was given}/public"
to="${2:?s3://BUCKET}"
forever="public, max-age=31536000, immutable"

aws s3 sync "$from/targets"  "$to/targets"  --size-only --no-progress --cache-control "$forever"
aws s3 sync "$from/metadata" "$to/metadata" --size-only --no-progress --cache-control "$forever" \
    --exclude timestamp.json --exclude "*.root.json"
aws s3 cp "$from/metadata/timestamp.json" "$to/metadata/timestamp.json" --no-progress --cache-control no-cache
aws s3 sync "$from/metadata" "$to/metadata" --size-only --no-progress --cache-control "$forever" \
    --exclude "*" --include "*.root.json"
