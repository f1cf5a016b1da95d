#!/bin/sh
# Makes a Debian machine ready for Brine: the engines to compare with, what the features need, Node and npm. Run as root in the guest;
# what is there already is left alone, so it may run again.
#
#   provision.sh [PROJECT]   PROJECT is where the guest sees the project: logins start there
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
project=${1:-}

missing=
for package in busybox-static ca-certificates crun iproute2 nodejs npm procps runc sudo uidmap; do
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "Installing$missing"
  apt-get -qq update
  # shellcheck disable=SC2086 # words, not one name
  apt-get -qq -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Use-Pty=0 install --no-install-recommends $missing >/dev/null
fi

# The features ask for root, and this machine is there to be broken: a plain `npm run features` is the whole specification.
# /usr/bin/npm is npm without root. The name tells a run where it is, so that its results are kept apart from those of the host.
cat >/usr/local/bin/npm <<'EOF'
#!/bin/sh
[ "$(id -u)" = 0 ] || exec sudo "$0" "$@"
BRINE_MACHINE=vagrant:trixie exec /usr/bin/npm "$@"
EOF
chmod 755 /usr/local/bin/npm

if [ -n "$project" ]; then
  printf 'cd %s\n' "'$(printf %s "$project" | sed "s/'/'\\\\''/g")'" >/etc/profile.d/brine.sh
fi
