#!/usr/bin/env bash
# Checks articles, annotates them, writes the summary of the job and a SARIF file, and counts.
#
# Reads the inputs of action.yml from the variables KOUETSU_*. Exits as `kouetsu check` does.
set -euo pipefail

# A job in a container does not own the checkout, and git would refuse to read it.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'

is_merge_of_pull_request() {
  [[ ${GITHUB_REF:-} == refs/pull/*/merge ]] && [ "$(git rev-parse HEAD)" = "${GITHUB_SHA:-}" ]
}

# actions/checkout fetches one commit. What cannot be fetched is for kouetsu to explain.
fetch_history() {
  [ "$(git rev-parse --is-shallow-repository)" = true ] || return 0
  if is_merge_of_pull_request; then
    git fetch --quiet --no-tags --depth=2 origin "$GITHUB_SHA" || true
  else
    git fetch --quiet --no-tags --unshallow origin "$(git rev-parse HEAD)" "$KOUETSU_BASE" || true
  fi
}

# Paths are meant from the working directory, and annotations and SARIF name files from the top of
# the repository.
cd -- "${KOUETSU_DIRECTORY:-.}"
directory=$PWD
prefix=
if top=$(git rev-parse --show-toplevel 2>/dev/null); then
  prefix=$(git rev-parse --show-prefix)
  cd -- "$top"
fi
from_top() {
  case $1 in
    /* | [A-Za-z]:[/\\]*) located=$1 ;;
    *) located=$prefix$1 ;;
  esac
}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
options=(--output-format github --report "json=$work/counts.json" --report "markdown=$work/summary.md")

since=${KOUETSU_SINCE:-}
if [ -z "$since" ] && [ -n "${KOUETSU_BASE:-}" ] && [ "${KOUETSU_CHANGED_ONLY:-true}" = true ]; then
  fetch_history
  since=$KOUETSU_BASE
  # The first parent is the base that was merged; the event may name an older one.
  if is_merge_of_pull_request; then since=HEAD^1; fi
fi
if [ -n "$since" ]; then options+=(--since "$since"); fi

if [ -n "${KOUETSU_CONFIG:-}" ]; then
  from_top "$KOUETSU_CONFIG"
  options+=(--config "$located")
fi
if [ -n "${KOUETSU_BASELINE:-}" ]; then
  from_top "$KOUETSU_BASELINE"
  options+=(--baseline "$located")
fi
if [ -n "${KOUETSU_FAIL_ON:-}" ]; then options+=(--fail-on "$KOUETSU_FAIL_ON"); fi
if [ -n "${KOUETSU_LANG:-}" ]; then options+=(--lang "$KOUETSU_LANG"); fi
if [ -n "${KOUETSU_SARIF_FILE:-}" ]; then
  case $KOUETSU_SARIF_FILE in
    *$'\n'*)
      echo "::error title=kouetsu::sarif-file: write the path of one file"
      exit 2
      ;;
    /* | [A-Za-z]:[/\\]*) sarif=$KOUETSU_SARIF_FILE ;;
    *) sarif=$directory/$KOUETSU_SARIF_FILE ;;
  esac
  options+=(--report "sarif=$sarif")
  echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
fi

paths=()
while IFS= read -r path; do
  if [ -n "$path" ]; then
    from_top "$path"
    paths+=("$located")
  fi
done <<<"${KOUETSU_PATHS:-}"
if [ "${#paths[@]}" -eq 0 ]; then paths=("${prefix:-.}"); fi

code=0
"$KOUETSU_SCRIPTS/kouetsu" check "${options[@]}" -- "${paths[@]}" || code=$?

if [ -e "$work/summary.md" ]; then
  cat -- "$work/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
if [ -e "$work/counts.json" ]; then
  "$KOUETSU_SCRIPTS/python" - "$work/counts.json" >>"$GITHUB_OUTPUT" <<'PYTHON'
import json, sys

with open(sys.argv[1], encoding="utf-8") as file:
    summary = json.load(file)["summary"]
for output, key in (("errors", "error"), ("warnings", "warning"), ("infos", "info")):
    print(f"{output}={summary[key]}")
print(f"files={summary['files']}")
PYTHON
fi
exit "$code"
