#!/usr/bin/env bash
# Sticks and discs, with the helper that the box runs, on real file systems in files behind loop devices.
# usage: media.sh WORK SETS BACKUP...     WORK: a folder for this run; SETS: a folder with finished backup sets;
#                                         BACKUP...: how the backup program is called (java -cp … vn.sotruong.backup.Main)
# Prints `ok …`, `FAILED …` and `NOT RUN … because …`; exit 1 when something failed, 3 when it could not be tried.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
storage=$here/../files/opt/sotruong/bin/storage
mkdir -p "$1"
work=$(cd "$1" && pwd -P)
sets=$(cd "$2" && pwd -P)
shift 2
failed=0
loops=()

ok() { echo "ok $*"; }
bad() { echo "FAILED $*"; failed=1; }
not_run() { echo "NOT RUN $1, because $2"; }
trap 'echo "FAILED the check itself stopped at line $LINENO"; exit 3' ERR

# shellcheck disable=SC2317 # called by the trap
clean() {
  local each
  { findmnt -nro TARGET | grep -F "$work/" | sort -r | while read -r each; do umount -l "$each"; done; } || true
  for each in "${loops[@]}"; do losetup -d "/dev/$each" 2>/dev/null || true; done
}
trap clean EXIT

if ((EUID != 0)); then
  not_run "sticks and discs" "loop devices and mounts need root"
  exit 0
fi

box=$work/box
spool=$box/var/lib/sotruong/spool
told=$box/run/sotruong/storage
mkdir -p "$box"/run/sotruong "$box"/var/lib/sotruong/backup "$work/udev" "$work/look" \
  "$spool"/{media,orders/media,answers/media}
rm -rf "$spool/sets"
cp -r "$sets" "$spool/sets"

# stands for systemctl: starts the real backup program the way the units do
cat >"$work/systemctl" <<'STUB'
#!/usr/bin/env bash
set -u
words=()
for each in "$@"; do [[ $each == --* ]] || words+=("$each"); done
case ${words[*]} in
  'start sotruong-backup@'*)
    unit=${words[1]#sotruong-backup@}
    mount=$SOTRUONG_STORAGE_ROOT/run/sotruong-media/${unit%.service}
    findmnt -no OPTIONS "$mount" >>"$CHECK_WORK/options"
    bash -c "$CHECK_COMMAND burn --data '$SOTRUONG_STORAGE_ROOT/var/lib/sotruong' --mounted '$mount'" >>"$CHECK_WORK/backup.log" 2>&1
    exit=$?
    # a stick that loses a bit between writing and comparing
    if [[ -e $CHECK_WORK/spoil ]] && touch "$mount" 2>/dev/null; then
      victim=$(find "$mount/SOTRUONG" -name '*.p7m' | head -n 1)
      printf 'x' | dd of="$victim" bs=1 seek=999 conv=notrunc status=none
    fi
    exit $exit
    ;;
  'start sotruong-backup.service')
    [[ -z ${SOTRUONG_STORAGE_DRIVE:-} ]] \
      || bash -c "$CHECK_COMMAND burn --data '$SOTRUONG_STORAGE_ROOT/var/lib/sotruong' --due --drive '$SOTRUONG_STORAGE_DRIVE'" >>"$CHECK_WORK/backup.log" 2>&1
    ;;
  'start sotruong-bring@stick.service')
    findmnt -no OPTIONS "$SOTRUONG_STORAGE_ROOT/run/sotruong-media/bring" >"$CHECK_WORK/bring-options"
    if [[ -e $CHECK_WORK/hang ]]; then
      : >"$CHECK_WORK/hangs"
      while [[ -e $CHECK_WORK/hang ]]; do sleep 0.2; done
      exit 1
    fi
    setpriv --bounding-set=-dac_override bash -c "$CHECK_COMMAND bring --data '$SOTRUONG_STORAGE_ROOT/var/lib/sotruong' --mounted '$SOTRUONG_STORAGE_ROOT/run/sotruong-media/bring'" >>"$CHECK_WORK/backup.log" 2>&1
    exit
    ;;
  'start sotruong-bring@sr0.service')
    # root without these minds the modes of its own files, as the backup program's user does
    flock -n "$SOTRUONG_STORAGE_ROOT/run/sotruong/storage.lock" true && : >"$CHECK_WORK/sticks-go-on"
    setpriv --bounding-set=-dac_override,-dac_read_search bash -c "$CHECK_COMMAND bring --data '$SOTRUONG_STORAGE_ROOT/var/lib/sotruong' --drive '$SOTRUONG_STORAGE_DRIVE'" >>"$CHECK_WORK/backup.log" 2>&1
    exit
    ;;
  'restart sotruong-storage@'*)
    unit=${words[1]#sotruong-storage@}
    "$CHECK_STORAGE" detach "${unit%.service}"
    "$CHECK_STORAGE" attach "${unit%.service}"
    ;;
  'is-active '*) echo inactive; exit 3 ;;
esac
exit 0
STUB
chmod 755 "$work/systemctl"
CHECK_COMMAND=$(printf '%q ' "$@")
export CHECK_WORK=$work CHECK_STORAGE=$storage CHECK_COMMAND
export SOTRUONG_STORAGE_ROOT=$box SOTRUONG_STORAGE_UDEV=$work/udev SOTRUONG_STORAGE_OWNER=root:root \
  SOTRUONG_STORAGE_SYSTEMCTL=$work/systemctl

says() { # WHAT EXPECTED COMMAND...: the helper's last line of that kind
  local what=$1 expected=$2 said
  shift 2
  said=$("$@" 2>&1) || true
  if grep -qxF "$expected" <<<"$said"; then ok "$what"; else bad "$what: expected '$expected', got: $(tail -n 3 <<<"$said" | tr '\n' '|')"; fi
}
holds() { # WHAT COMMAND...
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then ok "$what"; else bad "$what"; fi
}
lacks() { # WHAT COMMAND...
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then bad "$what"; else ok "$what"; fi
}

# a stick: an image, a loop device and what udev would say of it. Sets `dev`.
stick() { # NAME SIZE SERIAL [BUS]
  truncate -s "$2" "$work/$1.img"
  plug "$1" "$3" "${4:-usb}"
}
plug() { # NAME SERIAL BUS
  dev=$(basename "$(losetup -f --show "$work/$1.img")")
  loops+=("$dev")
  printf 'ID_BUS=%s\nID_MODEL=Stick_%s\nID_SERIAL=%s\n' "$3" "$1" "$2" >"$work/udev/$dev"
}
unplug() {
  "$storage" detach "$dev" >/dev/null
  losetup -d "/dev/$dev"
  rm -f "$work/udev/$dev"
}
on_stick() { # COMMAND...: runs in the stick's root
  mount "/dev/$dev" "$work/look"
  (cd "$work/look" && "$@") || { umount "$work/look"; return 1; }
  umount "$work/look"
}
fact() { sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" "$told/$1.json"; }
uuid_of() { blkid -p -s UUID -o value "/dev/$1"; }
order() { # ID KIND DEV UUID SERIAL TOKEN
  printf '{"v":1,"id":"%s","kind":"%s","dev":"%s","uuid":"%s","serial":"%s","token":"%s"}\n' "$@" >"$spool/orders/media/$1.json"
}
token() { printf '%s' "$1" | sha256sum | cut -d' ' -f1; }
verified() { grep -l '"state":"VERIFIED"' "$spool"/media/*.json 2>/dev/null | wc -l; }

newest=$(basename "$(find "$spool/sets" -mindepth 1 -maxdepth 1 -type d | sort | tail -n 1)")

# ---- what nobody enrolled --------------------------------------------------------------------------------------

stick one 96M S-0001
says "a stick without anything on it is told" "storage: UNREADABLE $dev BLANK" "$storage" attach "$dev"
mkfs.ext4 -q "/dev/$dev"
says "an unknown stick is told" "storage: UNKNOWN $dev NOT_ENROLLED" "$storage" attach "$dev"
holds "the book can read what it is" test "$(fact "$dev" serial) $(fact "$dev" fstype) $(fact "$dev" state)" = "S-0001 ext4 UNKNOWN"
lacks "an unknown stick was not mounted" test -e "$work/options"

# ---- enrolled --------------------------------------------------------------------------------------------------

uuid=$(uuid_of "$dev")
victim=$work/victim
echo precious >"$victim"
on_stick ln -s "$victim" .sotruong-token
order e1 enrol "$dev" "$uuid" S-0001 "$(token e1)"
says "an ordered stick is enrolled" "storage: ORDER e1 enrol DONE -" "$storage" orders
holds "the answer is there" grep -q '"result":"DONE","code":"-","uuid":"'"$uuid"'"' "$spool/answers/media/e1.json"
holds "a link in the token's place was replaced and not followed" test "$(cat "$victim")" = precious
holds "the token is on the stick" on_stick grep -qx "$(token e1)" .sotruong-token
holds "the list keeps the token's sum alone" grep -q "$(printf '%s' "$(token e1)" | sha256sum | cut -d' ' -f1)" "$box/var/lib/sotruong-storage/enrolled.json"
holds "it was served at once" test "$(fact "$dev" state)" = DONE
holds "and verified" test "$(verified)" -ge 1
holds "the set is on the stick" on_stick test -f "SOTRUONG/$newest/bagit.txt"
holds "it was mounted without suid, devices and programs" grep -q '^rw,nosuid,nodev,noexec' "$work/options"
holds "and compared after a mount that could not write" grep -q '^ro,nosuid,nodev,noexec' "$work/options"
lacks "nothing is mounted any more" grep -q "$box/run/sotruong-media" /proc/self/mounts
before=$(find "$spool/media" -type f | wc -l)
says "once more: known, nothing to do" "storage: DONE $dev -" "$storage" attach "$dev"
holds "and nothing new is told" test "$(find "$spool/media" -type f | wc -l)" = "$before"

# ---- it is not that stick --------------------------------------------------------------------------------------

printf 'ID_BUS=usb\nID_MODEL=Copy\nID_SERIAL=S-9999\n' >"$work/udev/$dev"
says "the same file system on another stick is unknown" "storage: UNKNOWN $dev SERIAL" "$storage" attach "$dev"
printf 'ID_BUS=usb\nID_MODEL=Stick_one\nID_SERIAL=S-0001\n' >"$work/udev/$dev"
on_stick mv .sotruong-token token.away
says "a stick without its token is unknown" "storage: UNKNOWN $dev TOKEN" "$storage" attach "$dev"
on_stick ln -s token.away .sotruong-token
says "a link is no token" "storage: UNKNOWN $dev TOKEN" "$storage" attach "$dev"
on_stick bash -c 'rm .sotruong-token && printf %064d 7 >.sotruong-token'
says "another token is no token" "storage: UNKNOWN $dev TOKEN" "$storage" attach "$dev"
on_stick bash -c 'mv -f token.away .sotruong-token'
says "with its own it is known again" "storage: DONE $dev -" "$storage" attach "$dev"

# ---- what lies on it -------------------------------------------------------------------------------------------

on_stick bash -c "rm -rf 'SOTRUONG/$newest' && mkdir -p SOTRUONG/.partial-older/data && echo half >SOTRUONG/.partial-older/data/x && ln -s '$victim' SOTRUONG/.partial-older/link"
says "after a writing that was cut off it is written anew" "storage: DONE $dev -" "$storage" attach "$dev"
holds "the half set is gone, the whole one is there" on_stick bash -c "! ls -A SOTRUONG | grep -q partial && test -f 'SOTRUONG/$newest/bagit.txt'"
holds "what the half set linked to is untouched" test "$(cat "$victim")" = precious

mkdir -p "$work/elsewhere"
on_stick bash -c "mv SOTRUONG away && ln -s '$work/elsewhere' SOTRUONG"
says "a folder that is a link is refused" "storage: FAILED $dev STRANGE_FOLDER" "$storage" attach "$dev"
holds "and nothing went where it points" test -z "$(ls -A "$work/elsewhere")"
on_stick bash -c "rm SOTRUONG && mkdir SOTRUONG && ln -s '$work/elsewhere' 'SOTRUONG/$newest'"
says "a set that is a link is refused" "storage: FAILED $dev STRANGE_FOLDER" "$storage" attach "$dev"
holds "and nothing went where that points" test -z "$(ls -A "$work/elsewhere")"
on_stick bash -c "rm -r SOTRUONG && mv away SOTRUONG"

on_stick rm -rf "SOTRUONG/$newest"
touch "$work/spoil"
says "a stick that does not keep what was written is found out" "storage: FAILED $dev DIFFERENT" "$storage" attach "$dev"
rm "$work/spoil"
on_stick rm -rf "SOTRUONG/$newest"

on_stick bash -c 'dd if=/dev/zero of=filler bs=4096 2>/dev/null || true'
says "a full stick is told" "storage: FULL $dev TOO_SMALL" "$storage" attach "$dev"
holds "and holds no half set" on_stick bash -c '! ls -A SOTRUONG | grep -q .'
on_stick rm filler
says "with room again it gets its set" "storage: DONE $dev -" "$storage" attach "$dev"

on_stick bash -c 'mkdir SOTRUONG-UPDATE && echo bundle >SOTRUONG-UPDATE/st-1.raucb'
says "a stick with an update" "storage: DONE $dev UPDATE" "$storage" attach "$dev"
holds "stays mounted for reading" grep -q "$box/run/sotruong-media/$uuid ext4 ro," /proc/self/mounts
says "and can be served again" "storage: DONE $dev UPDATE" "$storage" attach "$dev"
"$storage" detach "$dev" >/dev/null
lacks "until it is pulled out" grep -q "$box/run/sotruong-media" /proc/self/mounts
on_stick rm -r SOTRUONG-UPDATE

"$storage" attach "$dev" >/dev/null
sed 's/"state":"[A-Z]*"/"state":"WRITING"/; s/"dev":"[a-z0-9]*"/"dev":"loop99"/' "$told/$dev.json" >"$told/loop99.json"
says "a stick that goes while it is written is told as pulled" "storage: PULLED loop99 WRITING" "$storage" detach loop99
holds "and stays on the page after it went" grep -q '"present":false.*"state":"PULLED".*"left":' "$told"/gone-*-loop99.json
not_run "a stick that is yanked while it is written" "a loop device cannot go away under a mount; the long run does it in a machine"

# ---- damage ----------------------------------------------------------------------------------------------------

cp "$work/one.img" "$work/two.img"
unplug
plug two S-0001 usb
# every inode table and bitmap of the first group, the superblock stays
dd if=/dev/urandom of="$work/two.img" bs=1024 seek=4 count=4000 conv=notrunc status=none
says "an enrolled stick whose file system is damaged is told" "storage: UNREADABLE $dev FSCK" "$storage" attach "$dev"
dd if=/dev/urandom of="$work/two.img" bs=1024 count=4 conv=notrunc status=none
says "a stick with nothing that can be read is told" "storage: UNREADABLE $dev NO_FILESYSTEM" "$storage" attach "$dev"
order f1 format "$dev" '' S-0001 "$(token f1)"
says "it can be formatted and enrolled" "storage: ORDER f1 format DONE -" "$storage" orders
holds "and then it is served" test "$(fact "$dev" state) $(fact "$dev" label)" = "DONE SOTRUONG"
order w1 withdraw '' "$(uuid_of "$dev")" '' ''
says "an enrolment can be withdrawn" "storage: ORDER w1 withdraw DONE -" "$storage" orders
says "then the stick is unknown" "storage: UNKNOWN $dev NOT_ENROLLED" "$storage" attach "$dev"
unplug

# ---- orders that must be refused -------------------------------------------------------------------------------

stick inner 32M DISK-1 ata
mkfs.ext4 -q "/dev/$dev"
sum=$(sha256sum <"$work/inner.img")
order x1 format "$dev" "$(uuid_of "$dev")" DISK-1 "$(token x1)"
says "a disk that is no stick is never touched" "storage: ORDER x1 format REFUSED REFUSED_DEVICE" "$storage" orders
holds "not one bit of it" test "$(sha256sum <"$work/inner.img")" = "$sum"
says "nor told" "storage: IGNORED $dev BUS" "$storage" attach "$dev"
unplug
stick other 32M S-0003
mkfs.ext4 -q "/dev/$dev"
order x2 enrol "$dev" "$(uuid_of "$dev")" S-0002 "$(token x2)"
says "another stick in the same place is refused" "storage: ORDER x2 enrol REFUSED OTHER_STICK" "$storage" orders
echo '{"v":1,"id":"x3","kind":"enrol","dev":"../sda","uuid":"","serial":"","token":""}' >"$spool/orders/media/x3.json"
says "an order that is not written as orders are is refused" "storage: ORDER x3 unknown REFUSED BAD_ORDER" "$storage" orders
ln -s "$victim" "$spool/orders/media/x4.json"
says "an order that is a link is refused" "storage: ORDER x4 unknown REFUSED BAD_ORDER" "$storage" orders
mount "/dev/$dev" "$work/look"
order x5 format "$dev" "$(uuid_of "$dev")" S-0003 "$(token x5)"
says "a stick in use is refused" "storage: ORDER x5 format REFUSED BUSY" "$storage" orders
umount "$work/look"
says "an order is carried out once" "" "$storage" orders
rm "$spool/orders/media/"x*.json
"$storage" orders
# shellcheck disable=SC2016 # the inner shell's own
holds "answers whose orders were taken away go as well" bash -c '! ls "$1" | grep -q "^x"' _ "$spool/answers/media"
unplug

# ---- the other file systems ------------------------------------------------------------------------------------

for type in exfat vfat; do
  stick "$type" 64M "S-$type"
  "mkfs.$type" "/dev/$dev" >/dev/null
  says "an unknown $type stick is told" "storage: UNKNOWN $dev NOT_ENROLLED" "$storage" attach "$dev"
  if grep -qw "$type" /proc/filesystems; then
    order "t-$type" enrol "$dev" "$(uuid_of "$dev")" "S-$type" "$(token "$type")"
    says "a $type stick is enrolled" "storage: ORDER t-$type enrol DONE -" "$storage" orders
    holds "and served" test "$(fact "$dev" state)" = DONE
  else
    not_run "an enrolled $type stick" "this kernel cannot mount $type"
  fi
  unplug
done

# ---- discs -----------------------------------------------------------------------------------------------------

printf 'ID_CDROM=1\nID_CDROM_DVD_PLUS_R=1\nID_MODEL=Burner\n' >"$work/udev/sr0"
if ! command -v xorriso >/dev/null; then
  not_run "discs" "xorriso is not installed"
else
  export SOTRUONG_STORAGE_DRIVE=stdio:$work/disc.iso
  says "a blank disc is told" "storage: BLANK sr0 -" "$storage" attach sr0
  holds "and the set that is for keeping went onto it" grep -lq '"kind":"dvd".*"state":"VERIFIED"' "$spool"/media/*.dvd-*.json
  says "a written disc is told" "storage: CLOSED sr0 -" "$storage" attach sr0
  holds "with its name" test -n "$(fact sr0 label)"
  printf 'ID_CDROM=1\nID_MODEL=Reader\n' >"$work/udev/sr0"
  says "a drive that cannot write is told" "storage: NO_WRITER sr0 CLOSED" "$storage" attach sr0
  "$storage" detach sr0 >/dev/null
  lacks "and goes when it is unplugged" test -e "$told/sr0.json"
fi

# ---- a machine without a school brings a set in ----------------------------------------------------------------

brought=$spool/brought/set
same() { diff -r "$spool/sets/$newest" "$brought"; }
bring() { # WHAT ID EXPECTED [UUID SERIAL]: of the stick that is in
  order "$2" bring "$dev" "${4-$(uuid_of "$dev")}" "${5-S-bring}" ''
  says "$1" "storage: ORDER $2 bring $3" "$storage" orders
}

stick bring 96M S-bring
mkfs.ext4 -q "/dev/$dev"
on_stick mkdir -p SOTRUONG "SOTRUONG/.partial-$newest"
bring "a stick without a set is told" b1 'REFUSED NO_SET'
on_stick cp -r "$spool/sets/$newest" SOTRUONG/
on_stick cp -r "$spool/sets/$newest" "SOTRUONG/$newest - Copy"
on_stick cp -r "$spool/sets/$newest" "SOTRUONG/79760512-2020-2021-HK1-20200101T000000Z-5"
sum=$(sha256sum <"$work/bring.img")
bring "another stick than the one that was seen is refused" b2 'REFUSED OTHER_STICK' "$(uuid_of "$dev")" S-0001
mkdir -p "$box/run/sotruong-media/bring"
mount -o ro "/dev/$dev" "$box/run/sotruong-media/bring"
bring "an unknown stick gives its newest set, even where an earlier reading was killed" b3 'DONE -'
holds "every byte of it" same
holds "it was mounted so that nothing could be written or run" grep -q '^ro,nosuid,nodev,noexec' "$work/bring-options"
holds "and not a bit of it changed" test "$(sha256sum <"$work/bring.img")" = "$sum"
lacks "it is not mounted any more" grep -q "$box/run/sotruong-media" /proc/self/mounts
on_stick ln -s "$victim" "SOTRUONG/$newest/data/link"
bring "a set with a link in it is refused" b4 'REFUSED STRANGE_FOLDER'
lacks "and nothing of it is left" test -e "$brought"
on_stick rm "SOTRUONG/$newest/data/link"
bring_parity() { # WHAT: one file that cannot be read, and the rest heals it
  bash -c "$CHECK_COMMAND check $(printf '%q' "$brought")" >"$work/checked" 2>&1 || true
  holds "$1" grep -q 'parity can heal it' "$work/checked"
}
part=$(cd "$spool/sets/$newest" && find . -name 'log-001.zip.p7m' -printf '%P\n')
debugfs -w -R "set_inode_field SOTRUONG/$newest/$part block[2] 0x7fffffff" "/dev/$dev" 2>/dev/null
debugfs -w -R "set_inode_field SOTRUONG/$newest/$part block[5] 0x7fffffff" "/dev/$dev" 2>/dev/null
bring "a stick with a file that cannot be read gives the rest" b4a 'DONE -'
bring_parity "which parity heals"
on_stick bash -c "rm -rf SOTRUONG/$newest/parity && truncate -s 900G SOTRUONG/$newest/data/huge"
bring "a set that is larger than the disk is refused before it is copied" b4b 'REFUSED NO_ROOM'
on_stick bash -c "rm SOTRUONG/$newest/data/huge && mkdir SOTRUONG/$newest/many && cd SOTRUONG/$newest/many && seq 5000 | xargs touch"
bring "a set of thousands of files is none" b4c 'REFUSED STRANGE_FOLDER'

touch "$work/hang"
order b4d bring "$dev" "$(uuid_of "$dev")" S-bring ''
setsid "$storage" orders >"$work/hung" 2>&1 &
hung=$!
for ((i = 0; i < 100; i++)); do [[ ! -e $work/hangs ]] || break; sleep 0.1; done
holds "while a stick is read it is mounted" grep -q "$box/run/sotruong-media" /proc/self/mounts
kill -TERM -- "-$hung"
wait "$hung" || true
rm "$work/hang"
holds "whoever stops it, its order is answered" grep -q '"result":"REFUSED","code":"PROGRAM"\|"result":"REFUSED","code":"STOPPED"' "$spool/answers/media/b4d.json"
lacks "and the stick is free" grep -q "$box/run/sotruong-media" /proc/self/mounts

rm "$work/hangs"
touch "$work/hang"
order b4g bring "$dev" "$(uuid_of "$dev")" S-bring ''
"$storage" orders >"$work/given-up" 2>&1 &
for ((i = 0; i < 100; i++)); do [[ ! -e $work/hangs ]] || break; sleep 0.1; done
order b4h withdraw "$dev" AB-12 S-0001 ''
rm "$spool/orders/media/b4g.json"
wait $!
rm "$work/hang"
holds "an order that the book takes back is carried out no further" grep -qx 'storage: ORDER b4g bring REFUSED GIVEN_UP' "$work/given-up"
holds "and one that came meanwhile is carried out at once" grep -qx 'storage: ORDER b4h withdraw DONE -' "$work/given-up"
lacks "and the stick is free again" grep -q "$box/run/sotruong-media" /proc/self/mounts
: >"$told/.begun-b4e"
bring "an order that was begun and cut off is answered the next time" b4e 'REFUSED STALE'
order b4f bring "$dev" "$(uuid_of "$dev")" S-bring ''
touch -d 2001-01-01 "$spool/orders/media/b4f.json"
says "an order from before a restart is answered, and not carried out" "storage: ORDER b4f bring REFUSED STALE" "$storage" orders

mkdir -p "$box/var/lib/sotruong/db"
echo store >"$box/var/lib/sotruong/db/so.db"
bring "a machine that has a school brings nothing in" b5 'REFUSED HAS_SCHOOL'
rm "$box/var/lib/sotruong/db/so.db"
bring "nor does one that had a school" b5a 'REFUSED HAS_SCHOOL'
rm -f "$box/var/lib/sotruong-storage/school"
unplug
dev=sdzz
bring "a stick that went is told" b6 'REFUSED GONE' AB-12 S-bring
if [[ -n ${SOTRUONG_STORAGE_DRIVE:-} ]]; then
  dev=sr0
  bring "a disc gives its set" b7 'DONE -' '' ''
  holds "readable, with its sums" test -s "$brought/manifest-sha512.txt"
  holds "and no stick waits meanwhile" test -e "$work/sticks-go-on"
  SOTRUONG_STORAGE_DRIVE=stdio:$work/nothing.iso bring "a blank disc is told" b8 'REFUSED UNREADABLE' '' ''
  truncate -s 40M "$work/large"
  xorriso -no_rc -outdev "stdio:$work/locked.iso" -map "$spool/sets/$newest" / -chmod_r a-w / -- -commit >/dev/null 2>&1
  xorriso -no_rc -outdev "stdio:$work/large.iso" -map "$spool/sets/$newest" / -map "$work/large" /data/large -commit >/dev/null 2>&1
  export SOTRUONG_STORAGE_DRIVE=stdio:$work/locked.iso
  bring "a disc of folders that nobody may write gives its set" b9 'DONE -' '' ''
  chmod -R a-w "$brought"
  bring "and again: what lies there does not stand in its way" b10 'DONE -' '' ''
  mount -t tmpfs -o size=300m check "$spool/brought"
  SOTRUONG_STORAGE_DRIVE=stdio:$work/large.iso bring "a disc that is larger than the free room is refused" b11 'REFUSED NO_ROOM' '' ''
  lacks "and nothing of it was copied" test -e "$brought" -o -e "$spool/brought/.set.partial"
  umount "$spool/brought"
fi

exit $failed
