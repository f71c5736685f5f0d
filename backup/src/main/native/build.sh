#!/usr/bin/env bash
# Builds our SQLite library: sqlite-jdbc's NativeDB.c over SQLite3 Multiple Ciphers (the same SQLite version).
# Use: build.sh TARGET_DIR MVN   (JAVA_HOME = a JDK 25). Cached by the hash of this folder; nothing of it is committed.
set -euo pipefail
export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
here=$(cd "$(dirname "$0")" && pwd)
target=$1 mvn=$2
xerial=3.53.4.0
carrier=better-sqlite3-multiple-ciphers@13.0.3      # an npm package, used only as the carrier of one C file
sources_sha256=6f3fca1257fd02891e9b17b296b4e888cdd6af6d3e077ff7e50991657d69ed46
amalgamation_sha256=ad84d2c24540cf62ea27ee414911a32963390769bd031f39a50aec0ad90614a0

want=$(cat "$here/build.sh" "$here/flags" | sha256sum | cut -d' ' -f1)-$(uname -m)
if [ -f "$target/libsqlitejdbc.so" ] && [ "$(cat "$target/built-from" 2>/dev/null)" = "$want" ] \
        && (cd "$target" && sha256sum --quiet -c libsqlitejdbc.so.sha256 >/dev/null 2>&1); then
    exit 0
fi

check() { echo "$2  $1" | sha256sum --quiet -c - || { echo "$1 is not the file we pinned" >&2; exit 3; }; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$mvn" -q -B -f "$here/fetch.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    -Dartifact=org.xerial:sqlite-jdbc:$xerial:jar:sources -DoutputDirectory="$work"
"$mvn" -q -B -f "$here/fetch.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
    -Dartifact=org.slf4j:slf4j-api:2.0.20 -DoutputDirectory="$work"
check "$work/sqlite-jdbc-$xerial-sources.jar" $sources_sha256
(cd "$work" && npm pack --silent "$carrier" >/dev/null && tar xzf better-sqlite3-multiple-ciphers-*.tgz package/deps)
amalgamation=$(find "$work/package/deps" -name sqlite3.c -o -name 'sqlite3.tar.gz' | head -1)
case $amalgamation in
    *.tar.gz) tar xzf "$amalgamation" -C "$work"; amalgamation=$(find "$work" -name sqlite3.c | head -1) ;;
esac
check "$amalgamation" $amalgamation_sha256

mkdir -p "$work/src" "$work/h" "$work/classes"
(cd "$work/src" && "$JAVA_HOME/bin/jar" xf "$work/sqlite-jdbc-$xerial-sources.jar")
"$JAVA_HOME/bin/javac" -nowarn -h "$work/h" -d "$work/classes" -sourcepath "$work/src" -cp "$work/slf4j-api-2.0.20.jar" \
    "$work/src/org/sqlite/core/NativeDB.java" 2>/dev/null
cp "$work/h/org_sqlite_core_NativeDB.h" "$work/h/NativeDB.h"
mkdir -p "$target"
gcc -O2 -fPIC -fvisibility=hidden $(cat "$here/flags") \
    -I"$(dirname "$amalgamation")" -I"$work/h" -I"$JAVA_HOME/include" -I"$JAVA_HOME/include/linux" \
    -shared -Wl,-z,relro,-z,now -o "$work/libsqlitejdbc.so" \
    "$amalgamation" "$work/src/org/sqlite/core/NativeDB.c" -lpthread -ldl -lm
mv "$work/libsqlitejdbc.so" "$target/libsqlitejdbc.so"
(cd "$target" && sha256sum libsqlitejdbc.so > libsqlitejdbc.so.sha256)
echo "$want" > "$target/built-from"
