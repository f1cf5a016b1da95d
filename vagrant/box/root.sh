#!/bin/sh
# Makes the files of the box: Debian by debootstrap, what provision.sh adds, the user that Vagrant logs in as, and the kernel's modules.
# Run it in mount and PID namespaces of its own: they take what is mounted and running here with them, however this ends.
#
#   root.sh ROOT SUITE MIRROR KERNEL PROVISION   ROOT does not exist yet; KERNEL is the unpacked package of a kernel
#
# Its standard output is one line a step.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
root=$1 suite=$2 mirror=$3 kernel=$4 provision=$5

echo "Debian $suite by debootstrap, from $mirror"
debootstrap --variant=minbase "$suite" "$root" "$mirror" >&2

echo "systemd, ssh, the engines, Node and npm"
# No service is started while it is installed: this is no running system.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
chroot "$root" apt-get -qq -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Use-Pty=0 install --no-install-recommends \
  kmod netbase openssh-server sudo systemd-sysv udev >&2
cp "$provision" "$root/tmp/provision.sh"
chroot "$root" sh /tmp/provision.sh >&2
rm "$root/tmp/provision.sh"

echo "Vagrant's user, network, kernel modules"
chroot "$root" useradd --create-home --shell /bin/bash --password '*' vagrant
echo 'vagrant ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/vagrant"
chmod 440 "$root/etc/sudoers.d/vagrant"
install -d -m 700 "$root/home/vagrant/.ssh"
# The well-known key that every Vagrant brings along (hashicorp/vagrant, keys/vagrant.pub): whoever reaches the machine may log in.
cat >"$root/home/vagrant/.ssh/authorized_keys" <<'EOF'
ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr+kz4TjGYe7gHzIw+niNltGEFHzD8+v1I2YJ6oXevct1YeS0o9HZyN1Q9qgCgzUFtdOKLv6IedplqoPkcmF0aYet2PkEDo3MlTBckFXPITAMzF8dJSIFo9D8HfdOV0IAdx4O7PtixWKn5y2hMNG0zQPyUecp4pzC6kivAIhyfHilFR61RGL+GPXQ2MWZWFYbAGjyiYJnAmCP3NOTd0jMZEnDkbUvxhMmBYSdETk1rRgm+R4LOzFUGaHqHDLKLX+FIPKcF96hrucXzcWyLbIbEgE98OHlnVYCzRdK8jlqm8tehUc9c9WhQ== vagrant insecure public key
EOF
chmod 600 "$root/home/vagrant/.ssh/authorized_keys"
chroot "$root" chown -R vagrant:vagrant /home/vagrant

echo brine >"$root/etc/hostname"
printf '127.0.0.1 localhost brine\n::1 localhost\n' >"$root/etc/hosts"
printf '/dev/vda / ext4 rw,noatime 0 1\n' >"$root/etc/fstab"
printf 'UseDNS no\nGSSAPIAuthentication no\n' >"$root/etc/ssh/sshd_config.d/brine.conf"
printf '[Match]\nName=e*\n\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n' >"$root/etc/systemd/network/wired.network"
chroot "$root" systemctl --quiet enable systemd-networkd ssh
# What a machine that lives for minutes has no use for, and what it would wait for while it boots.
chroot "$root" systemctl --quiet mask systemd-networkd-wait-online.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
  e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-timesyncd.service systemd-random-seed.service systemd-pcrphase.service \
  systemd-update-utmp.service ldconfig.service getty.target
: >"$root/etc/machine-id"

cp -a "$kernel/usr/lib/modules" "$root/usr/lib/modules"
for release in "$root"/usr/lib/modules/*; do chroot "$root" depmod "${release##*/}"; done

umount "$root/proc"
rm "$root/usr/sbin/policy-rc.d"
# The name server of the network that vagrant-libvirt makes (its management_network_address): the host's end of it.
echo 'nameserver 192.168.121.1' >"$root/etc/resolv.conf"
chroot "$root" apt-get clean
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/log/*.log "$root"/var/log/apt "$root"/usr/share/doc/* "$root"/usr/share/man/* \
  "$root"/usr/share/locale/* "$root"/var/cache/debconf/*-old
