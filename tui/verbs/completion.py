"""Completion of commands in a shell: verbs, options, keywords of queries, entities, settings."""

from __future__ import annotations

from tui.settings.table import SETTINGS
from tui.settings.values import BIDI_CHOICES, HARAKAT_CHOICES
from tui.verbs.surface import commands, every

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable

    from tui.verbs.surface import Argument, Command

_FILES = ("FILE", "PATH", "FOLDER", "INPUT", "TEMPLATE", "LIBRARY")
_SLUGS = ("SLUG", "SLUG1", "SLUG2", "ENTITY")
_BY_FLAG = {"--bidi": BIDI_CHOICES, "--harakat": HARAKAT_CHOICES}
"""Options whose choices the terminal's room checks itself."""
_ENTITY_KEYWORDS = {
    "official": "person",
    "said-by": "person",
    "agreement": "agreement",
    "org": "org",
    "place": "place",
}
"""The keywords behind whose colon an entity stands, and its type."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete in")


def run(options: Namespace) -> int:
    """Print the script."""
    print(SHELLS[options.shell](commands(options.parsers())), end="")
    return 0


def kind_of(argument: Argument) -> str:
    """Return what completes a value: its choices, or the name of a list; empty for nothing."""
    choices = argument.choices or _BY_FLAG.get(next(iter(argument.flags), ""))
    if choices:
        return f"one-of {' '.join(choices)}"
    name = argument.value.upper()
    if not name:
        return ""
    if any(part in name for part in _FILES):
        return "file"
    if any(part in _SLUGS for part in name.split("|")):
        return "slug"
    if "QUERY" in name:
        return "query"
    return "setting" if name == "KEY" else "word"


def _slugs() -> list[str]:
    from corpus.knowledge.base import load

    return sorted(load().entities)


def _keywords() -> list[str]:
    """Return the keywords of queries with their colons, and with their words where they are few."""
    from corpus.query.fields import FIELDS

    found = []
    for field in FIELDS:
        found.append(f"{field.name}:")
        found.extend(f"{field.name}:{value.name}" for value in field.values)
    return found


def _setting_names() -> list[str]:
    return [one.name for one in SETTINGS if not isinstance(one.default, dict)]


def _path(command: Command) -> str:
    return " ".join(command.path)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _flags(command: Command) -> list[tuple[str, Argument]]:
    return [(flag, option) for option in command.options for flag in option.flags]


# --- bash and zsh ---------------------------------------------------------------------------


def _tables(program: Command, listed: Callable[[Iterable[tuple[str, str]]], str]) -> str:
    """Return what both shells look up, as functions that print."""
    all_ = list(every(program))
    below, options, values, words = [], [], [], []
    for command in all_:
        path = _quoted(_path(command))
        if command.below:
            names = listed((one.path[-1], one.help) for one in command.below)
            below.append(f"    {path}) printf '%s\\n' {names} ;;")
        flags = listed((flag, one.help) for flag, one in _flags(command))
        options.append(f"    {path}) printf '%s\\n' {flags} ;;")
        for flag, one in _flags(command):
            if kind := kind_of(one):
                key = _quoted(f"{_path(command)} {flag}")
                values.append(f"    {key}) printf '%s\\n' {_quoted(kind)} ;;")
        kinds = [kind_of(one) for one in command.words]
        for number, kind in enumerate(kinds):
            last = number == len(kinds) - 1 and command.words[number].is_many
            pattern = _quoted(f"{_path(command)} ") + ("*" if last else str(number))
            words.append(f"    {pattern}) printf '%s\\n' {_quoted(kind)} ;;")
    return "\n".join(
        [
            _function("below", "$1", below),
            _function("options", "$1", options),
            _function("value", "$1 $2", values),
            _function("word", "$1 $2", words),
        ]
    )


def _function(name: str, key: str, cases: list[str]) -> str:
    lines = "\n".join(cases)
    return f'_idlib_brief_{name}() {{\n  case "{key}" in\n{lines}\n  esac\n}}\n'


_WALK = """
# Sets command, the verb and its action, and number, the place of the word among its words.
_idlib_brief_walk() {
  command="" number=0
  local skip="" word
  for word in "$@"; do
    if [ -n "$skip" ]; then skip=""; continue; fi
    case "$word" in
      -*=*) ;;
      -*) if [ -n "$(_idlib_brief_value "$command" "$word")" ]; then skip=1; fi ;;
      *)
        if _idlib_brief_below "$command" | cut -d: -f1 | grep -qxF -e "$word"; then
          command="${command:+$command }$word"; number=0
        else
          number=$((number + 1))
        fi ;;
    esac
  done
}

# Prints what a list has that begins like a word: KIND WORD.
_idlib_brief_list() {
  case "$1" in
    slug) printf '%s\\n' $_idlib_brief_slugs | grep -F -e "$2" ;;
    setting) printf '%s\\n' $_idlib_brief_settings ;;
    one-of*) printf '%s\\n' ${=1#one-of } ;;
    query)
      case "$2" in
@ENTITY_CASES@
        *) printf '%s\\n' $_idlib_brief_keywords ;;
      esac ;;
  esac
}
"""


def _walk(is_zsh: bool) -> str:
    cases = [
        f"        {word}:*) printf '%s\\n' {'$=' if is_zsh else '$'}_idlib_brief_slugs"
        f" | sed -n 's,^{type_}/,'\"${{2%%:*}}\"':,p' ;;"
        for word, type_ in _ENTITY_KEYWORDS.items()
    ]
    text = _WALK.replace("@ENTITY_CASES@", "\n".join(cases))
    if is_zsh:
        return text.replace("$_idlib_brief_s", "$=_idlib_brief_s").replace(
            "$_idlib_brief_k", "$=_idlib_brief_k"
        )
    return text.replace("${=1#", "${1#")


def _lists() -> str:
    return "\n".join(
        [
            f"_idlib_brief_slugs={_quoted(' '.join(_slugs()))}",
            f"_idlib_brief_keywords={_quoted(' '.join(_keywords()))}",
            f"_idlib_brief_settings={_quoted(' '.join(_setting_names()))}",
            "",
        ]
    )


def bash(program: Command) -> str:
    """Return the script for bash 3.2 and later."""

    def listed(items: Iterable[tuple[str, str]]) -> str:
        return " ".join(_quoted(name) for name, _ in items)

    return "\n".join(
        ["# idlib-brief in bash", _lists(), _tables(program, listed), _walk(False), _BASH]
    )


_BASH = """\
_idlib_brief() {
  local line="${COMP_LINE:0:COMP_POINT}" command number kind cur before="" found
  local -a typed
  # By blanks alone: bash parts words at colons and equals signs.
  read -ra typed <<< "$line"
  case "$line" in *[[:space:]]) typed+=("") ;; esac
  local last=$((${#typed[@]} - 1))
  cur="${typed[$last]}"
  _idlib_brief_walk "${typed[@]:1:$((last - 1))}"
  COMPREPLY=()
  case "$cur" in
    --*=*)
      kind="$(_idlib_brief_value "$command" "${cur%%=*}")"
      before="${cur%%=*}="; cur="${cur#*=}" ;;
    *)
      kind=""
      if [ "$last" -gt 1 ]; then
        kind="$(_idlib_brief_value "$command" "${typed[$((last - 1))]}")"
      fi
      case "$cur$kind" in
        -*) found="$(_idlib_brief_options "$command")" ;;
        "$cur")
          found="$(_idlib_brief_below "$command")"
          kind="$(_idlib_brief_word "$command" "$number")" ;;
      esac ;;
  esac
  case "$kind" in
    "" | file) ;;
    *) found="$found
$(_idlib_brief_list "$kind" "$cur")" ;;
  esac
  while IFS= read -r kind; do
    case "$kind" in "") ;; "$cur"*) COMPREPLY+=("$kind") ;; esac
  done <<< "$found"
  # What stands before a colon is not replaced, so it must not be repeated.
  local ahead="${cur%"${cur##*:}"}" index
  case "$ahead$COMP_WORDBREAKS" in
    *:*:*)
      for index in "${!COMPREPLY[@]}"; do
        COMPREPLY[$index]="${COMPREPLY[$index]#"$ahead"}"
      done ;;
  esac
  if [ "${#COMPREPLY[@]}" -eq 1 ]; then
    case "${COMPREPLY[0]}" in *:) compopt -o nospace 2>/dev/null ;; esac
  fi
}
complete -o bashdefault -o default -F _idlib_brief idlib-brief
"""


def zsh(program: Command) -> str:
    """Return the script for zsh."""

    def listed(items: Iterable[tuple[str, str]]) -> str:
        return " ".join(_quoted(f"{name}:{help_}".rstrip(":")) for name, help_ in items)

    return "\n".join(
        ["#compdef idlib-brief", _lists(), _tables(program, listed), _walk(True), _ZSH]
    )


_ZSH = """\
_idlib_brief() {
  local command number kind cur="${words[CURRENT]}"
  local -a found
  _idlib_brief_walk "${(@)words[2,CURRENT-1]}"
  if [[ "$cur" == --*=* ]]; then
    kind="$(_idlib_brief_value "$command" "${cur%%=*}")"
    compset -P '*='
    cur="${cur#*=}"
  else
    (( CURRENT > 2 )) && kind="$(_idlib_brief_value "$command" "${words[CURRENT-1]}")"
    if [[ -z "$kind" && "$cur" == -* ]]; then
      found=("${(@f)$(_idlib_brief_options "$command")}")
      _describe -o option found
      return
    fi
    if [[ -z "$kind" ]]; then
      found=("${(@f)$(_idlib_brief_below "$command")}")
      if [[ -n "${found[1]}" ]]; then
        _describe command found
      fi
      kind="$(_idlib_brief_word "$command" "$number")"
    fi
  fi
  case "$kind" in
    "") ;;
    file) _files ;;
    *) found=("${(@f)$(_idlib_brief_list "$kind" "$cur")}")
       compadd -- "${(@)found:#}" ;;
  esac
}
compdef _idlib_brief idlib-brief
"""


# --- fish -----------------------------------------------------------------------------------


def fish(program: Command) -> str:
    """Return the script for fish."""
    verbs = [one for one in program.below if one.below]
    lines = [
        "# idlib-brief in fish",
        f"set -g __idlib_brief_slugs {' '.join(_slugs())}",
        f"set -g __idlib_brief_keywords {' '.join(map(_quoted, _keywords()))}",
        f"set -g __idlib_brief_settings {' '.join(_setting_names())}",
        f"set -g __idlib_brief_with_actions {' '.join(one.path[0] for one in verbs)}",
        _FISH,
    ]
    for command in every(program):
        at = _quoted(f'__idlib_brief_at "{_path(command)}"')
        for one in command.below:
            said = f"-a {_quoted(one.path[-1])} -d {_quoted(one.help)}"
            lines.append(f"complete -c idlib-brief -n {at} -f {said}")
        said_of = [*map(_fish_values, command.words), *map(_fish_option, command.options)]
        lines += [f"complete -c idlib-brief -n {at} {said}" for said in said_of]
    return "\n".join(lines) + "\n"


_FISH = """\
function __idlib_brief_at
    set -l words
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; or set -a words $word
    end
    set -l path $words[1]
    if contains -- "$words[1]" $__idlib_brief_with_actions; and set -q words[2]
        set path "$words[1] $words[2]"
    end
    test "$path" = "$argv[1]"
end
function __idlib_brief_query
    set -l typed (commandline -ct)
    set -l keyword (string replace -r ':.*' '' -- $typed)
    switch $keyword
        case official said-by
            string replace -r '^person/' "$keyword:" (string match 'person/*' $__idlib_brief_slugs)
        case agreement org place
            string replace -r '^[^/]*/' "$keyword:" (string match "$keyword/*" $__idlib_brief_slugs)
        case '*'
            printf '%s\\n' $__idlib_brief_keywords
    end
end
"""

_FISH_LISTS = {
    "slug": "$__idlib_brief_slugs",
    "setting": "$__idlib_brief_settings",
    "query": "(__idlib_brief_query)",
}


def _fish_values(argument: Argument) -> str:
    kind = kind_of(argument)
    if kind == "file":
        return "-F"
    if kind.startswith("one-of "):
        return f"-x -a {_quoted(kind.removeprefix('one-of '))}"
    return f'-x -a "{_FISH_LISTS[kind]}"' if kind in _FISH_LISTS else "-x"


def _fish_option(option: Argument) -> str:
    parts = []
    for flag in option.flags:
        short = len(flag) == 2
        parts.append(f"{'-s' if short else '-l'} {flag.lstrip('-')}")
    if option.help:
        parts.append(f"-d {_quoted(option.help)}")
    if option.value:
        parts.append(_fish_values(option) if kind_of(option) != "file" else "-r -F")
    else:
        parts.append("-f")
    return " ".join(parts)


SHELLS: dict[str, Callable[[Command], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
