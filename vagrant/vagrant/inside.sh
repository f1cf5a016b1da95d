#!/bin/bash
# PID 1 of PID, mount and network namespaces of its own: a libvirt that nobody else sees, and in it, through Vagrant, one machine that runs
# one command. When this ends, or is killed, the kernel ends every process of it and takes its mounts, bridges and addresses away; all
# files lie in SCRATCH.
#
#   inside.sh SCRATCH POOL COMMAND KEEP…   POOL holds the box's disk; COMMAND is for the guest's shell; KEEP are directories that must stay
#                                          visible although they may lie below /run or /var/lib
#
# Standard output is the command's alone. On descriptor 3: a word for each stage that has been reached. Exits as the command does.
set -euo pipefail
scratch=$1 pool=$2 command=$3
shift 3

# libvirt's directories cannot be chosen for root. They are hidden by empty ones, and what must be seen is shown again, from a view of
# everything as it was.
mount --rbind / /mnt
for directory in /run /var/lib /var/log /var/cache; do mount -t tmpfs -o mode=755 tmpfs "$directory"; done
for directory in "$scratch" "$@"; do
  case $directory in
    /run/* | /var/lib/* | /var/log/* | /var/cache/*)
      mkdir -p "$directory"
      mount --rbind "/mnt$directory" "$directory"
      ;;
  esac
done
umount --recursive --lazy /mnt
mount -t sysfs sysfs /sys
mkdir -p "$scratch"/{etc,images,tmp,vagrant} /var/lib/libvirt/images /run/lock
mount --bind "$scratch/images" /var/lib/libvirt/images
mount --bind "$scratch/etc" /etc/libvirt
ip link set lo up
# Debian's libvirtd insists on this user, whoever it is told to run QEMU as; the package that makes it would bring services too.
for file in passwd group; do
  grep -q ^libvirt-qemu: "/etc/$file" && continue
  { cat "/etc/$file" && echo "libvirt-qemu:x:64055:$([ $file = group ] || echo 64055:libvirt:/:/usr/sbin/nologin)"; } >"$scratch/$file"
  mount --bind "$scratch/$file" "/etc/$file"
done

cat >/etc/libvirt/libvirtd.conf <<'EOF'
auth_unix_ro = "none"
auth_unix_rw = "none"
EOF
# As root, since nothing of it is anybody else's; what is left out is the host's business, which must not be touched.
cat >/etc/libvirt/qemu.conf <<'EOF'
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
cgroup_controllers = []
namespaces = []
stdio_handler = "file"
EOF
export HOME=$scratch TMPDIR=$scratch/tmp LIBVIRT_DEFAULT_URI=qemu:///system
libvirtd --config /etc/libvirt/libvirtd.conf >"$scratch/libvirtd.log" 2>&1 &
until [ -S /run/libvirt/libvirt-sock ] && virsh uri >/dev/null 2>&1; do
  kill -0 $! || exit 1
  sleep 0.05
done
echo libvirt >&3
virsh -q pool-create-as boxes dir --target "$pool" >&2
vagrant up --provider libvirt --no-provision --no-destroy-on-error --no-tty >&2
echo up >&3
exec vagrant ssh --no-tty -c "$command" 3>&-
