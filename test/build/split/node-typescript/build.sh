#!/bin/bash
set -ex

npm ci
npm run build
