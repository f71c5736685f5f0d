# shellcheck shell=bash
# Ours on top of Debian: runtime, jars, native library, units, users, and the cache of the start.

home=opt/sotruong

# make_root: sets $root, the whole file system as a folder
make_root() {
    root=$cache/root
    rm -rf "$root"
    mkdir -p "$root"
    tar --numeric-owner -xpf "$base" -C "$root"
    add_runtime
    add_programs
    add_files
    add_users
}

in_root() {     # a command inside, with a /proc and a /dev that no one else sees
    unshare --mount --pid --fork --propagation private -- bash -c '
        mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/tmp" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"' \
        "$root" "$@" </dev/null
}

add_runtime() {
    local modules
    modules=$(sed -e 's/#.*//' -e '/^$/d' "$here/modules.txt" | paste -sd,)
    "$JAVA_HOME/bin/jlink" --add-modules "$modules" --include-locales=vi,en --strip-debug --no-header-files \
        --no-man-pages --compress zip-0 --output "$root/$home/runtime" >&2
}

add_programs() {
    cp -r "$programs/lib" "$root/$home/lib"
    unsign
    mkdir -p "$root/$home/native"
    cp "$native/libsqlitejdbc.so" "$root/$home/native/"
    (cd "$root" && printf '/%s:' $home/lib/*.jar | sed 's/:$//') >"$root/$home/classpath"
    chmod -R u=rwX,go=rX "$root/$home"
    # Java's cache of the start holds for jars of the same time only, and in a slot every file has time 0
    find "$root/$home" -exec touch -h -d @0 {} +
}

add_files() {
    local version
    version=$(cat "$here/version")
    local file mode
    while IFS= read -r file; do
        mode=644
        [ ! -x "$here/files/$file" ] || mode=755
        install -D -o 0 -g 0 -m "$mode" "$here/files/$file" "$root/$file"
    done < <(cd "$here/files" && find . -type f)
    (cd "$here/files" && find . -type l -exec cp -P --parents -t "$root" {} +)
    mkdir -p "$root/usr/lib/sotruong" "$root/efi"
    add_keyring
    printf 'VERSION=%s\nCOMPATIBLE=sotruong-%s\nKEYRING=%s\n' "$version" "$arch" "$keyring" \
        >"$root/usr/lib/sotruong/release"
    mv "$root/usr/lib/packages.list" "$root/usr/lib/sotruong/packages"
    compare_packages
    cat >"$root/etc/fstab" <<'TAB'
/dev/sotruong/data  /var  ext4   nosuid,nodev,errors=remount-ro,x-systemd.growfs  0 2
/dev/sotruong/ESP   /efi  vfat   nofail,umask=0077,nosuid,nodev,noexec  0 2
tmpfs               /tmp  tmpfs  mode=1777,nosuid,nodev,size=25%  0 0
TAB
    echo sotruong >"$root/etc/hostname"
    printf '127.0.0.1\tlocalhost\n::1\tlocalhost\n' >"$root/etc/hosts"
    ln -sf /run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
    ln -sf ../usr/share/zoneinfo/Asia/Ho_Chi_Minh "$root/etc/localtime"
    : >"$root/etc/machine-id"
    ln -sf "$(basename "$root"/boot/vmlinuz-*)" "$root/boot/vmlinuz"
    ln -sf "$(basename "$root"/boot/initrd.img-*)" "$root/boot/initrd.img"
    install -d -m 1777 "$root/var/tmp"
    mkdir -p "$root/etc/systemd/system"
    ln -sf /dev/null "$root/etc/systemd/system/serial-getty@.service"
    rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/*.log
}

# The archive moves on; what differs from the recorded versions is told, and kept in the image. To record: copy
# /usr/lib/sotruong/packages over packages.lock and look at the difference before committing it.
compare_packages() {
    local moved
    moved=$(diff <(LC_ALL=C sort "$here/packages.lock") <(LC_ALL=C sort "$root/usr/lib/sotruong/packages") | grep -c '^>' || true)
    [ "$moved" = 0 ] || say "$moved packages differ from packages.lock"
}

# Whose updates this box takes. RELEASE_CA names the maker's; without it, keys are made here and the box says so.
add_keyring() {
    local ca=${RELEASE_CA:-$cache/release-keys/ca.pem}
    keyring=given
    if [ -z "${RELEASE_CA:-}" ]; then
        keyring=development
        [ -f "$ca" ] || bash "$here/steps/release-keys.sh" "$cache/release-keys" >&2
        say "no RELEASE_CA: this image takes updates signed with $cache/release-keys only; not for a school"
    fi
    openssl x509 -in "$ca" -noout || fail "$ca is no certificate"
    mkdir -p "$root/etc/rauc"
    openssl x509 -in "$ca" -out "$root/etc/rauc/keyring.pem"
    chmod 644 "$root/etc/rauc/keyring.pem"
}

# Bouncy Castle's jars are signed, and Java keeps nothing of a signed jar in its cache of the start. They were compared
# with their recorded checksums when they were fetched; the slot they lie in is read-only and signed as a whole.
unsign() {
    local jar work
    for jar in "$root/$home"/lib/*.jar; do
        unzip -l "$jar" | grep -qE 'META-INF/[^/]+[.](SF|RSA|EC|DSA)$' || continue
        work=$(mktemp -d)
        (cd "$work" && "$JAVA_HOME/bin/jar" --extract --file "$jar" && rm -f META-INF/*.SF META-INF/*.RSA META-INF/*.EC \
            META-INF/*.DSA && "$JAVA_HOME/bin/jar" --create --file "$jar" --manifest META-INF/MANIFEST.MF .)
        rm -rf "$work"
    done
}

add_users() {
    in_root systemd-sysusers >&2
    in_root systemd-tmpfiles --create --prefix=/var >&2 || true
    in_root systemctl preset-all >&2
}

# Starts the school once as the box will, and lets a teacher in, so that Java keeps what it read and linked on the way.
train() {
    local folder=$root/train port teacher
    mkdir -p "$folder"
    cp "$here/steps/train-inside" "$folder/"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    in_root bash /train/train-inside "$port" >"$cache/train.log" 2>&1 &
    local inside=$!
    for _ in $(seq 120); do
        ! grep -qs '^READY' "$folder/serve.log" || break
        kill -0 $inside 2>/dev/null || break
        sleep 1
    done
    teacher=$(awk '/ dạy Ngữ văn / { print $1, $2; exit }' "$folder/accounts" || true)
    # shellcheck disable=SC2086 # name and code are two words
    python3 "$here/check/teacher.py" "https://127.0.0.1:$port" "$folder/data/keys/lan/authority.pem" $teacher \
        >>"$cache/train.log" 2>&1 || fail "the start could not be trained: see $cache/train.log"
    touch "$folder/stop"
    wait $inside || fail "the start could not be trained: see $cache/train.log"
    [ -s "$root/$home/app.aot" ] || fail "no cache of the start was made: see $cache/train.log"
    chmod 644 "$root/$home/app.aot"
    rm -rf "$folder"
}
