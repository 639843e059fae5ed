import { rootPrograms } from './root-programs.ts';

/** Calls that start a program, in the languages of sources, up to its name; `program.command("init")` and `/a/.exec("b")` are none. */
const STARTS =
  /(?:\bexec\.Command|\bsubprocess\.(?:call|run)|\b(?:check_call|check_output|create_subprocess_(?:exec|shell)|(?<!\/[a-z]*\.)exec(?:File|Sync|FileSync|a)?|getoutput|passthru|popen|Popen|proc_open|shell_exec|spawn(?:Sync)?|system)|\brun(?=\(\s*\[))\(\s*\[?\s*[rbf]?["'`](?:\S*\/)?/
    .source;

const starts = (names: readonly string[]): RegExp => new RegExp(`${STARTS}(${names.join('|')})(?![\\w.-])`);

/** Programs of the system that change it. */
const CHANGES_SYSTEM = ['apk', 'apt', 'apt-get', 'aptitude', 'dnf', 'dpkg', 'reboot', 'shutdown', 'yum'];

/**
 * What sources of a program say that only root may do in a container: a user has none of the capabilities that root is left
 * (docs.docker.com/engine/security/#linux-kernel-capabilities), and devices are root's.
 */
export const rootSources: readonly { readonly text: RegExp; readonly because: string }[] = [
  {
    text: /\b(?:SOCK_RAW|AF_PACKET)\b|\b(?:from|import)\s+(?:pcapy|pyshark|scapy)\b|(?:\bfrom\s|\bimport\s|\brequire\()\s*["'](?:net-ping|pcap|raw-socket)["']|\bgopacket\/(?:afpacket|pcap)\b|\bListenPacket\(\s*"ip[46]?:|\bpnet::(?:datalink|transport)\b/,
    because: 'works on raw packets, which takes root',
  },
  {
    text: /\b(?:from|import)\s+icmplib\b(?![\s\S]*\bprivileged\s*=\s*False)/,
    because: 'works on raw packets, which takes root',
  },
  {
    text: /\b(?:from|import)\s+(?:RPi|bluepy|evdev|gpiozero|pigpio|pyudev|serial|smbus2?|spidev|usb)\b|(?:\bfrom\s|\bimport\s|\brequire\()\s*["'](?:@abandonware\/(?:bleno|noble)|bleno|i2c-bus|node-hid|noble|onoff|pigpio|rpio|serialport|spi-device|usb)["']|["'`]\/dev\/(?:bus|dri|gpio|hidraw|i2c|input|kvm|mem|net\/tun|snd|spidev|tty(?:ACM|AMA|S|USB)|video)/,
    because: 'works on devices, which only root may',
  },
  {
    text: /\bdocker\.(?:APIClient|DockerClient|from_env)\(|["']dockerode["']|["']github\.com\/docker\/docker\/client["']|\bbollard::|%2Fdocker\.sock\b/,
    because: 'talks to an engine, whose socket is for root',
  },
  {
    text: /\b(?:from|import)\s+(?:iptc|pyroute2)\b|["']github\.com\/vishvananda\/netlink["']|\b(?:syscall|unix)\.(?:Chroot|Mount|Mknod|Unshare)\(|\bos\.(?:chroot|mknod)\(/,
    because: 'changes the network, devices or the kernel, which only root may',
  },
  {
    text: /\b(?:os|shutil)\.[lf]?chown\(|\bos\.L?[Cc]hown\(|\bfs(?:\.promises)?\.[lf]?chown(?:Sync)?\(|\b(?:File|FileUtils)\.(?:l?chown|chown_R)\b/,
    because: 'gives files to other users, which only root may',
  },
  { text: starts(CHANGES_SYSTEM), because: 'changes the system that it runs in, which only root may' },
];

/** Sources that start a program that needs root, with its name. */
export const startsRootProgram = starts([...rootPrograms.keys()]);
