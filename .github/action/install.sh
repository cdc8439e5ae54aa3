#!/usr/bin/env bash
# Installs kouetsu into an environment of its own; the output "scripts" is the folder of its commands.
#
# KOUETSU_PYTHON: the command of a Python. KOUETSU_VERSION: a release, or nothing for this action's commit.
set -euo pipefail

environment=$RUNNER_TEMP/kouetsu-environment
wanted=$GITHUB_ACTION_PATH
if [ -n "${KOUETSU_VERSION:-}" ]; then
  if ! [[ $KOUETSU_VERSION =~ ^[0-9][0-9A-Za-z.]*$ ]]; then
    echo "::error title=kouetsu::version: write a release such as 1.2.0"
    exit 2
  fi
  wanted=kouetsu==$KOUETSU_VERSION
fi

"$KOUETSU_PYTHON" -m venv "$environment"
scripts=$environment/bin
if [ -d "$environment/Scripts" ]; then scripts=$environment/Scripts; fi # on Windows
"$scripts/python" -m pip install --quiet --disable-pip-version-check "$wanted"
echo "scripts=$scripts" >>"$GITHUB_OUTPUT"
