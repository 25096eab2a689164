/** The names by which emoji are written between colons, as on GitHub and in other chats: {kind, name, emoji}. */
const NAMES = `
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 ok_hand 👌 wave 👋 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 handshake 🤝 point_up ☝️ point_right 👉
crossed_fingers 🤞 fist ✊ facepalm 🤦 shrug 🤷 eyes 👀 brain 🧠 bow 🙇
smile 😄 grinning 😀 grin 😁 joy 😂 rofl 🤣 laughing 😆 sweat_smile 😅 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇
heart_eyes 😍 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 hugs 🤗 thinking 🤔 neutral_face 😐 expressionless 😑 smirk 😏 unamused 😒 roll_eyes 🙄
grimacing 😬 relieved 😌 pensive 😔 sleeping 😴 mask 😷 sick 🤒 dizzy_face 😵 exploding_head 🤯 cowboy 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓
confused 😕 worried 😟 open_mouth 😮 astonished 😲 flushed 😳 fearful 😨 cold_sweat 😰 cry 😢 sob 😭 scream 😱 sweat 😓 weary 😩 tired_face 😫
triumph 😤 rage 😡 angry 😠 skull 💀 ghost 👻 robot 🤖 poop 💩 see_no_evil 🙈
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 broken_heart 💔 sparkling_heart 💖 100 💯 boom 💥 zzz 💤
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 star ⭐ sparkles ✨ fire 🔥 zap ⚡ rocket 🚀 checkered_flag 🏁
white_check_mark ✅ heavy_check_mark ✔️ x ❌ warning ⚠️ no_entry ⛔ question ❓ exclamation ❗ bulb 💡 bell 🔔 mute 🔇 lock 🔒 key 🔑 mag 🔍 link 🔗
pushpin 📌 paperclip 📎 memo 📝 book 📖 calendar 📅 chart 📈 bug 🐛 wrench 🔧 hammer 🔨 gear ⚙️ package 📦 computer 💻 phone 📱 email 📧
hourglass ⏳ alarm_clock ⏰ stopwatch ⏱️ construction 🚧 rotating_light 🚨 recycle ♻️
coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 cake 🎂 pizza 🍕 hamburger 🍔 apple 🍎 cookie 🍪 popcorn 🍿
sunny ☀️ cloud ☁️ rain 🌧️ snowflake ❄️ rainbow 🌈 moon 🌙 earth 🌍 ocean 🌊 four_leaf_clover 🍀 rose 🌹 sunflower 🌻 christmas_tree 🎄
dog 🐶 cat 🐱 panda 🐼 unicorn 🦄 turtle 🐢 penguin 🐧 bee 🐝 snail 🐌 crab 🦀
house 🏠 office 🏢 train 🚆 airplane ✈️ car 🚗 bike 🚲 soccer ⚽ basketball 🏀 guitar 🎸 musical_note 🎵 art 🎨 movie 🎬 camera 📷 game 🎮 dart 🎯
`;

export const EMOJI_NAMES = NAMES.trim().split(/\s+/)
  .reduce((all, word, i, words) => (i % 2 === 0 ? [...all, { kind: 'emoji', name: word, emoji: words[i + 1] }] : all), []);
