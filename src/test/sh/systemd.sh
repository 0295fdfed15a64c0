#!/usr/bin/env bash
# A real systemd as the first process of its own namespaces, over a throw-away layer on the root of this machine; root only.
#
#   systemd.sh NAME FOLDER WALDEN JAVA SOURCE    NAME: of its control groups; FOLDER: empty, and FOLDER.first gets the number that the first
#                                                process has outside; WALDEN: an installation, at /opt/walden inside;
#                                                JAVA: a JDK, whose java is /usr/bin/java inside; SOURCE: at /source inside, read only
#
# It lives as long as the standard input of this process, and ends with it whichever way that ends: who starts it holds the other end of
# a pipe, which the kernel closes with him. It ends with 1 at once when nothing can be booted here or when what was booted ends by itself.
# Mounts, processes and files are in its namespaces and go with the last process. The control groups are taken away here; where they cannot
# be, it ends with 3. Only KILL of this process leaves them, as empty folders NAME below /sys/fs/cgroup.
#
# Not by systemd-nspawn: it covers parts of /proc, so that no sandbox can be made inside, lets no limit of tasks or memory be set where
# control groups are of version 1, and leaves its container behind when it is killed.
set -euo pipefail

# The control groups of this process that systemd and limits need: hierarchy and path, one a line.
hierarchies() {
    local own what path
    own=$(cat /proc/self/cgroup) # wholly, as it changes while it is read
    while IFS=: read -r _ what path; do
        case $what in
            '') if [ -d /sys/fs/cgroup/unified ]; then echo "unified $path"; else echo ". $path"; fi ;;
            name=systemd) echo "systemd $path" ;;
            pids | memory) echo "$what $path" ;;
        esac
    done <<< "$own"
}

# First process of the new process namespace: into control groups of its own, which are then the root of what it sees.
join() {
    local name=$1 groups hierarchy path first
    read -r first _ < /proc/self/stat # whose /proc still tells the number that it has outside
    echo "$first" > "$2.first"
    groups=$(hierarchies)
    while read -r hierarchy path; do
        mkdir "/sys/fs/cgroup/$hierarchy$path/$name"
        echo 0 > "/sys/fs/cgroup/$hierarchy$path/$name/cgroup.procs"
    done <<< "$groups"
    HIERARCHIES=$(cut -d ' ' -f 1 <<< "$groups") exec unshare --cgroup --mount --propagation private --uts --ipc --net \
        bash "$0" boot "${@:2}"
}

mount_control_groups() {
    local hierarchy kind
    if [ "$HIERARCHIES" = . ]; then
        mount -t cgroup2 cgroup2 "$1"
        return
    fi
    mount -t tmpfs -o mode=755 tmpfs "$1"
    for hierarchy in $HIERARCHIES; do
        mkdir "$1/$hierarchy"
        case $hierarchy in
            unified) kind=(-t cgroup2) ;;
            systemd) kind=(-t cgroup -o none,name=systemd) ;;
            *) kind=(-t cgroup -o "$hierarchy") ;;
        esac
        mount "${kind[@]}" cgroup "$1/$hierarchy"
    done
}

mount_devices() {
    local device
    mount -t tmpfs -o nosuid,mode=755 tmpfs "$1"
    for device in null zero full random urandom tty; do
        cp -a "/dev/$device" "$1/$device" # not bound, as what is done to its mode would be done outside
    done
    mkdir "$1/pts" "$1/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$1/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$1/shm"
    ln -s pts/ptmx "$1/ptmx"
    ln -s /proc/self/fd "$1/fd"
}

# What lies over the machine's own files: nothing of it is started, mounted or set but what systemd cannot do without.
cover_configuration() {
    local root=$1 java=$2 unit
    mount -t tmpfs -o mode=755 tmpfs "$root/etc/systemd/system"
    for unit in systemd-sysctl.service systemd-timesyncd.service systemd-random-seed.service systemd-hwdb-update.service \
        systemd-modules-load.service proc-sys-fs-binfmt_misc.automount; do
        ln -s /dev/null "$root/etc/systemd/system/$unit"
    done
    printf '[Unit]\nRequires=basic.target\nAfter=basic.target\n' > "$root/etc/systemd/system/booted.target"
    : > "$root/etc/fstab"
    tr -d - < /proc/sys/kernel/random/uuid > "$root/etc/machine-id"
    ln -sfn /jdk/bin/java "$root/usr/bin/java"
    mkdir -p "$root/jdk"
    mount --bind -o ro "$java" "$root/jdk"
}

boot() {
    local folder=$1 walden=$2 java=$3 source=$4 root=$1/root
    mount -t tmpfs -o size=1g,mode=755 tmpfs "$folder"
    mkdir "$folder"/{upper,work,walden,scratch} "$root"
    mount -t overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" overlay "$root"
    mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
    # Read only until it runs, as systemd sets some that are the whole machine's. Who is inside takes this away before a sandbox is made.
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
    mount_control_groups "$root/sys/fs/cgroup"
    mount_devices "$root/dev"
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mount -t tmpfs -o mode=1777 tmpfs "$root/var/tmp"
    cover_configuration "$root" "$java"
    mkdir -p "$root/opt/walden" "$root/source"
    mount -t overlay -o "lowerdir=$walden,upperdir=$folder/walden,workdir=$folder/scratch" overlay "$root/opt/walden"
    mount --bind -o ro "$source" "$root/source"
    cd "$root"
    mkdir .old
    pivot_root . .old
    umount --lazy .old
    rmdir .old
    mount --make-rshared / # as on a machine that boots; in a container systemd leaves that to who made it, and credentials need it
    exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin setpriv \
        --bounding-set -sys_time,-sys_module,-sys_boot,-sys_rawio,-syslog /lib/systemd/systemd systemd.unit=booted.target
}

# Holds it until standard input ends, it ends itself or this process is told to end.
hold() {
    local inside input children ended=0
    exec 3<&0
    trap : INT TERM HUP # only ends the wait, as the control groups are to be taken away whoever asks
    # Each dies with the one before, should this one be killed: setpriv for unshare, unshare for the first process.
    setpriv --pdeathsig KILL unshare --pid --fork --kill-child bash "$0" join "$@" < /dev/null 3<&- &
    inside=$!
    cat <&3 > /dev/null 3<&- &
    input=$!
    wait -n "$inside" "$input" || ended=$?
    if jobs -rp | grep -qx "$inside" && kill -STOP %1 2> /dev/null; then # by job, of which bash knows whether it lives
        # The first process itself, so that unshare ends when all inside has ended. While unshare is stopped nobody else gets its number.
        children=$(cat "/proc/$inside/task/$inside/children" 2> /dev/null || true)
        kill -KILL ${children:-%1} || true
        kill -CONT %1 2> /dev/null || true
        wait "$inside" 2> /dev/null || true
        ended=0
    else
        echo "it ended by itself with $ended" >&2
        ended=1
    fi
    kill %2 2> /dev/null || true
    remove_control_groups "$1" && return "$ended"
}

# They are busy for a moment after their last process.
remove_control_groups() {
    local left
    for _ in {1..100}; do
        find /sys/fs/cgroup -depth -type d \( -path "*/$1" -o -path "*/$1/*" \) -exec rmdir {} + 2> /dev/null || true
        left=$(find /sys/fs/cgroup -type d -path "*/$1" 2> /dev/null || true) # groups of others come and go meanwhile
        [ -n "$left" ] || return 0
        sleep 0.1
    done
    echo "control groups that cannot be taken away: $left" >&2
    return 3
}

case ${1:?} in
    join | boot) "$1" "${@:2}" ;;
    *) hold "$@" && exit 0 || exit ;; # here, as what follows in this file may have changed since
esac
