#!/usr/bin/env bash
# Tells, as the output "python", the command of a Python that can run kouetsu; nothing if there is none.
set -euo pipefail

for python in python3 python; do
  if "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    echo "python=$python" >>"$GITHUB_OUTPUT"
    exit 0
  fi
done
