#!/bin/sh
# Makes the three files that a machine boots from: disk, kernel and initrd. Changes nothing outside the two directories.
#
#   image.sh ROOT KERNEL OUT INIT GIB   GIB is the size of the disk that the guest sees; on the host it takes what is in it
set -eu
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
root=$(realpath "$1") kernel=$2 out=$(realpath "$3") init=$4 gib=$5

echo "Kernel and initrd"
cp "$kernel"/boot/vmlinuz-* "$out/vmlinuz"
initrd=$out/initrd.files
mkdir -p "$initrd/bin" "$initrd/dev" "$initrd/root"
cp "$root/usr/bin/busybox" "$initrd/bin/busybox"
cp "$init" "$initrd/init"
chmod 755 "$initrd/init"
xz --decompress --stdout "$root"/usr/lib/modules/*/kernel/drivers/block/virtio_blk.ko.xz >"$initrd/virtio_blk.ko"
(cd "$initrd" && find . | "$root/usr/bin/busybox" cpio -o -H newc) >"$out/initrd"
rm -r "$initrd"

echo "Disk"
truncate --size "${gib}G" "$out/disk.raw"
# Nothing is owed to the disk's lasting: no journal, and the tables are written now, not by a thread in the guest.
mkfs.ext4 -q -F -O ^has_journal -E lazy_itable_init=0,nodiscard -m 0 -d "$root" "$out/disk.raw" >&2
# A third of the size, for 3 s: it is kept three times, as the box, as the added box, and by libvirt.
qemu-img convert -c -O qcow2 -o compression_type=zstd "$out/disk.raw" "$out/box.img" >&2
rm "$out/disk.raw"
