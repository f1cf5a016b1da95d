// Written by generate.ts: the schema as code. A function a line.
"use strict";
const pattern0 = new RegExp(
  "^1\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$",
  "",
);
const pattern3 = new RegExp("^[^\\0]*$", "");
const pattern1 = new RegExp("^[^\\0]+$", "");
const validate22 = function validate22(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.path === undefined && (missing0 = "path")) {
        validate22.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.path !== undefined) {
          let data0 = data.path;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern1.test(data0)) {
                validate22.errors = [{ instancePath: instancePath + "/path", keyword: "pattern" }];
                return false;
              }
            } else {
              validate22.errors = [{ instancePath: instancePath + "/path", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.readonly !== undefined) {
            let data1 = data.readonly;
            const _errs3 = errors;
            if (typeof data1 !== "boolean" && data1 !== null) {
              validate22.errors = [{ instancePath: instancePath + "/readonly", keyword: "type" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate22.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate22.errors = vErrors;
  return errors === 0;
};
const pattern2 = new RegExp("^/[^\\0]*$", "");
const validate25 = function validate25(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.uid === undefined && (missing0 = "uid")) || (data.gid === undefined && (missing0 = "gid"))) {
        validate25.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.uid !== undefined) {
          let data0 = data.uid;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate25.errors = [{ instancePath: instancePath + "/uid", keyword: "type" }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 4294967294 || isNaN(data0)) {
                validate25.errors = [{ instancePath: instancePath + "/uid", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < 0 || isNaN(data0)) {
                  validate25.errors = [{ instancePath: instancePath + "/uid", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.gid !== undefined) {
            let data1 = data.gid;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate25.errors = [{ instancePath: instancePath + "/gid", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 4294967294 || isNaN(data1)) {
                  validate25.errors = [{ instancePath: instancePath + "/gid", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate25.errors = [{ instancePath: instancePath + "/gid", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.umask !== undefined) {
              let data2 = data.umask;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
                validate25.errors = [{ instancePath: instancePath + "/umask", keyword: "type" }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 511 || isNaN(data2)) {
                    validate25.errors = [{ instancePath: instancePath + "/umask", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate25.errors = [{ instancePath: instancePath + "/umask", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.additionalGids !== undefined) {
                let data3 = data.additionalGids;
                const _errs8 = errors;
                if (!Array.isArray(data3) && data3 !== null) {
                  validate25.errors = [{ instancePath: instancePath + "/additionalGids", keyword: "type" }];
                  return false;
                }
                if (errors === _errs8) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs11 = errors;
                      if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
                        validate25.errors = [{ instancePath: instancePath + "/additionalGids/" + i0, keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs11) {
                        if (typeof data4 == "number" && isFinite(data4)) {
                          if (data4 > 4294967294 || isNaN(data4)) {
                            validate25.errors = [{ instancePath: instancePath + "/additionalGids/" + i0, keyword: "maximum" }];
                            return false;
                          } else {
                            if (data4 < 0 || isNaN(data4)) {
                              validate25.errors = [{ instancePath: instancePath + "/additionalGids/" + i0, keyword: "minimum" }];
                              return false;
                            }
                          }
                        }
                      }
                      var valid1 = _errs11 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.username !== undefined) {
                  let data5 = data.username;
                  const _errs13 = errors;
                  if (typeof data5 !== "string" && data5 !== null) {
                    validate25.errors = [{ instancePath: instancePath + "/username", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs13) {
                    if (typeof data5 === "string") {
                      if (!pattern3.test(data5)) {
                        validate25.errors = [{ instancePath: instancePath + "/username", keyword: "pattern" }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs13 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate25.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate25.errors = vErrors;
  return errors === 0;
};
const validate27 = function validate27(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate27.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.height === undefined && (missing0 = "height")) || (data.width === undefined && (missing0 = "width"))) {
        validate27.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.height !== undefined) {
          let data0 = data.height;
          const _errs2 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate27.errors = [{ instancePath: instancePath + "/height", keyword: "type" }];
            return false;
          }
          if (errors === _errs2) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 18446744073709552000 || isNaN(data0)) {
                validate27.errors = [{ instancePath: instancePath + "/height", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < 0 || isNaN(data0)) {
                  validate27.errors = [{ instancePath: instancePath + "/height", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.width !== undefined) {
            let data1 = data.width;
            const _errs4 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate27.errors = [{ instancePath: instancePath + "/width", keyword: "type" }];
              return false;
            }
            if (errors === _errs4) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 18446744073709552000 || isNaN(data1)) {
                  validate27.errors = [{ instancePath: instancePath + "/width", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate27.errors = [{ instancePath: instancePath + "/width", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    }
  }
  validate27.errors = vErrors;
  return errors === 0;
};
const validate29 = function validate29(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate29.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.bounding !== undefined) {
        let data0 = data.bounding;
        const _errs2 = errors;
        if (!Array.isArray(data0) && data0 !== null) {
          validate29.errors = [{ instancePath: instancePath + "/bounding", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (Array.isArray(data0)) {
            var valid1 = true;
            const len0 = data0.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data1 = data0[i0];
              const _errs5 = errors;
              if (errors === _errs5) {
                if (typeof data1 === "string") {
                  if (!pattern3.test(data1)) {
                    validate29.errors = [{ instancePath: instancePath + "/bounding/" + i0, keyword: "pattern" }];
                    return false;
                  }
                } else {
                  validate29.errors = [{ instancePath: instancePath + "/bounding/" + i0, keyword: "type" }];
                  return false;
                }
              }
              var valid1 = _errs5 === errors;
              if (!valid1) {
                break;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.effective !== undefined) {
          let data2 = data.effective;
          const _errs7 = errors;
          if (!Array.isArray(data2) && data2 !== null) {
            validate29.errors = [{ instancePath: instancePath + "/effective", keyword: "type" }];
            return false;
          }
          if (errors === _errs7) {
            if (Array.isArray(data2)) {
              var valid2 = true;
              const len1 = data2.length;
              for (let i1 = 0; i1 < len1; i1++) {
                let data3 = data2[i1];
                const _errs10 = errors;
                if (errors === _errs10) {
                  if (typeof data3 === "string") {
                    if (!pattern3.test(data3)) {
                      validate29.errors = [{ instancePath: instancePath + "/effective/" + i1, keyword: "pattern" }];
                      return false;
                    }
                  } else {
                    validate29.errors = [{ instancePath: instancePath + "/effective/" + i1, keyword: "type" }];
                    return false;
                  }
                }
                var valid2 = _errs10 === errors;
                if (!valid2) {
                  break;
                }
              }
            }
          }
          var valid0 = _errs7 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.permitted !== undefined) {
            let data4 = data.permitted;
            const _errs12 = errors;
            if (!Array.isArray(data4) && data4 !== null) {
              validate29.errors = [{ instancePath: instancePath + "/permitted", keyword: "type" }];
              return false;
            }
            if (errors === _errs12) {
              if (Array.isArray(data4)) {
                var valid3 = true;
                const len2 = data4.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data5 = data4[i2];
                  const _errs15 = errors;
                  if (errors === _errs15) {
                    if (typeof data5 === "string") {
                      if (!pattern3.test(data5)) {
                        validate29.errors = [{ instancePath: instancePath + "/permitted/" + i2, keyword: "pattern" }];
                        return false;
                      }
                    } else {
                      validate29.errors = [{ instancePath: instancePath + "/permitted/" + i2, keyword: "type" }];
                      return false;
                    }
                  }
                  var valid3 = _errs15 === errors;
                  if (!valid3) {
                    break;
                  }
                }
              }
            }
            var valid0 = _errs12 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.inheritable !== undefined) {
              let data6 = data.inheritable;
              const _errs17 = errors;
              if (!Array.isArray(data6) && data6 !== null) {
                validate29.errors = [{ instancePath: instancePath + "/inheritable", keyword: "type" }];
                return false;
              }
              if (errors === _errs17) {
                if (Array.isArray(data6)) {
                  var valid4 = true;
                  const len3 = data6.length;
                  for (let i3 = 0; i3 < len3; i3++) {
                    let data7 = data6[i3];
                    const _errs20 = errors;
                    if (errors === _errs20) {
                      if (typeof data7 === "string") {
                        if (!pattern3.test(data7)) {
                          validate29.errors = [{ instancePath: instancePath + "/inheritable/" + i3, keyword: "pattern" }];
                          return false;
                        }
                      } else {
                        validate29.errors = [{ instancePath: instancePath + "/inheritable/" + i3, keyword: "type" }];
                        return false;
                      }
                    }
                    var valid4 = _errs20 === errors;
                    if (!valid4) {
                      break;
                    }
                  }
                }
              }
              var valid0 = _errs17 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.ambient !== undefined) {
                let data8 = data.ambient;
                const _errs22 = errors;
                if (!Array.isArray(data8) && data8 !== null) {
                  validate29.errors = [{ instancePath: instancePath + "/ambient", keyword: "type" }];
                  return false;
                }
                if (errors === _errs22) {
                  if (Array.isArray(data8)) {
                    var valid5 = true;
                    const len4 = data8.length;
                    for (let i4 = 0; i4 < len4; i4++) {
                      let data9 = data8[i4];
                      const _errs25 = errors;
                      if (errors === _errs25) {
                        if (typeof data9 === "string") {
                          if (!pattern3.test(data9)) {
                            validate29.errors = [{ instancePath: instancePath + "/ambient/" + i4, keyword: "pattern" }];
                            return false;
                          }
                        } else {
                          validate29.errors = [{ instancePath: instancePath + "/ambient/" + i4, keyword: "type" }];
                          return false;
                        }
                      }
                      var valid5 = _errs25 === errors;
                      if (!valid5) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs22 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    }
  }
  validate29.errors = vErrors;
  return errors === 0;
};
const validate31 = function validate31(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (
        (data.type === undefined && (missing0 = "type")) ||
        (data.soft === undefined && (missing0 = "soft")) ||
        (data.hard === undefined && (missing0 = "hard"))
      ) {
        validate31.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.type !== undefined) {
          let data0 = data.type;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate31.errors = [{ instancePath: instancePath + "/type", keyword: "type" }];
            return false;
          }
          if (!(
            data0 === "RLIMIT_CPU" ||
            data0 === "RLIMIT_FSIZE" ||
            data0 === "RLIMIT_DATA" ||
            data0 === "RLIMIT_STACK" ||
            data0 === "RLIMIT_CORE" ||
            data0 === "RLIMIT_RSS" ||
            data0 === "RLIMIT_NPROC" ||
            data0 === "RLIMIT_NOFILE" ||
            data0 === "RLIMIT_MEMLOCK" ||
            data0 === "RLIMIT_AS" ||
            data0 === "RLIMIT_LOCKS" ||
            data0 === "RLIMIT_SIGPENDING" ||
            data0 === "RLIMIT_MSGQUEUE" ||
            data0 === "RLIMIT_NICE" ||
            data0 === "RLIMIT_RTPRIO" ||
            data0 === "RLIMIT_RTTIME"
          )) {
            validate31.errors = [{ instancePath: instancePath + "/type", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.soft !== undefined) {
            let data1 = data.soft;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate31.errors = [{ instancePath: instancePath + "/soft", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 18446744073709552000 || isNaN(data1)) {
                  validate31.errors = [{ instancePath: instancePath + "/soft", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate31.errors = [{ instancePath: instancePath + "/soft", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.hard !== undefined) {
              let data2 = data.hard;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
                validate31.errors = [{ instancePath: instancePath + "/hard", keyword: "type" }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 18446744073709552000 || isNaN(data2)) {
                    validate31.errors = [{ instancePath: instancePath + "/hard", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate31.errors = [{ instancePath: instancePath + "/hard", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate31.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate31.errors = vErrors;
  return errors === 0;
};
const validate33 = function validate33(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate33.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.policy === undefined && (missing0 = "policy")) {
        validate33.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.policy !== undefined) {
          let data0 = data.policy;
          const _errs2 = errors;
          if (typeof data0 !== "string") {
            validate33.errors = [{ instancePath: instancePath + "/policy", keyword: "type" }];
            return false;
          }
          if (!(
            data0 === "SCHED_OTHER" ||
            data0 === "SCHED_FIFO" ||
            data0 === "SCHED_RR" ||
            data0 === "SCHED_BATCH" ||
            data0 === "SCHED_ISO" ||
            data0 === "SCHED_IDLE" ||
            data0 === "SCHED_DEADLINE"
          )) {
            validate33.errors = [{ instancePath: instancePath + "/policy", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.nice !== undefined) {
            let data1 = data.nice;
            const _errs4 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
              validate33.errors = [{ instancePath: instancePath + "/nice", keyword: "type" }];
              return false;
            }
            if (errors === _errs4) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 2147483647 || isNaN(data1)) {
                  validate33.errors = [{ instancePath: instancePath + "/nice", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < -2147483648 || isNaN(data1)) {
                    validate33.errors = [{ instancePath: instancePath + "/nice", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.priority !== undefined) {
              let data2 = data.priority;
              const _errs7 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
                validate33.errors = [{ instancePath: instancePath + "/priority", keyword: "type" }];
                return false;
              }
              if (errors === _errs7) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 2147483647 || isNaN(data2)) {
                    validate33.errors = [{ instancePath: instancePath + "/priority", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < -2147483648 || isNaN(data2)) {
                      validate33.errors = [{ instancePath: instancePath + "/priority", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.flags !== undefined) {
                let data3 = data.flags;
                const _errs10 = errors;
                if (!Array.isArray(data3) && data3 !== null) {
                  validate33.errors = [{ instancePath: instancePath + "/flags", keyword: "type" }];
                  return false;
                }
                if (errors === _errs10) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs13 = errors;
                      if (typeof data4 !== "string") {
                        validate33.errors = [{ instancePath: instancePath + "/flags/" + i0, keyword: "type" }];
                        return false;
                      }
                      if (!(
                        data4 === "SCHED_FLAG_RESET_ON_FORK" ||
                        data4 === "SCHED_FLAG_RECLAIM" ||
                        data4 === "SCHED_FLAG_DL_OVERRUN" ||
                        data4 === "SCHED_FLAG_KEEP_POLICY" ||
                        data4 === "SCHED_FLAG_KEEP_PARAMS" ||
                        data4 === "SCHED_FLAG_UTIL_CLAMP_MIN" ||
                        data4 === "SCHED_FLAG_UTIL_CLAMP_MAX"
                      )) {
                        validate33.errors = [{ instancePath: instancePath + "/flags/" + i0, keyword: "enum" }];
                        return false;
                      }
                      var valid1 = _errs13 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs10 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.runtime !== undefined) {
                  let data5 = data.runtime;
                  const _errs15 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)) && data5 !== null) {
                    validate33.errors = [{ instancePath: instancePath + "/runtime", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs15) {
                    if (typeof data5 == "number" && isFinite(data5)) {
                      if (data5 > 18446744073709552000 || isNaN(data5)) {
                        validate33.errors = [{ instancePath: instancePath + "/runtime", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data5 < 0 || isNaN(data5)) {
                          validate33.errors = [{ instancePath: instancePath + "/runtime", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs15 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.deadline !== undefined) {
                    let data6 = data.deadline;
                    const _errs18 = errors;
                    if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6)) && data6 !== null) {
                      validate33.errors = [{ instancePath: instancePath + "/deadline", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs18) {
                      if (typeof data6 == "number" && isFinite(data6)) {
                        if (data6 > 18446744073709552000 || isNaN(data6)) {
                          validate33.errors = [{ instancePath: instancePath + "/deadline", keyword: "maximum" }];
                          return false;
                        } else {
                          if (data6 < 0 || isNaN(data6)) {
                            validate33.errors = [{ instancePath: instancePath + "/deadline", keyword: "minimum" }];
                            return false;
                          }
                        }
                      }
                    }
                    var valid0 = _errs18 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.period !== undefined) {
                      let data7 = data.period;
                      const _errs21 = errors;
                      if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7)) && data7 !== null) {
                        validate33.errors = [{ instancePath: instancePath + "/period", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs21) {
                        if (typeof data7 == "number" && isFinite(data7)) {
                          if (data7 > 18446744073709552000 || isNaN(data7)) {
                            validate33.errors = [{ instancePath: instancePath + "/period", keyword: "maximum" }];
                            return false;
                          } else {
                            if (data7 < 0 || isNaN(data7)) {
                              validate33.errors = [{ instancePath: instancePath + "/period", keyword: "minimum" }];
                              return false;
                            }
                          }
                        }
                      }
                      var valid0 = _errs21 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate33.errors = vErrors;
  return errors === 0;
};
const validate35 = function validate35(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate35.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.class === undefined && (missing0 = "class")) || (data.priority === undefined && (missing0 = "priority"))) {
        validate35.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.class !== undefined) {
          let data0 = data.class;
          const _errs2 = errors;
          if (typeof data0 !== "string") {
            validate35.errors = [{ instancePath: instancePath + "/class", keyword: "type" }];
            return false;
          }
          if (!(data0 === "IOPRIO_CLASS_RT" || data0 === "IOPRIO_CLASS_BE" || data0 === "IOPRIO_CLASS_IDLE")) {
            validate35.errors = [{ instancePath: instancePath + "/class", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.priority !== undefined) {
            let data1 = data.priority;
            const _errs4 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate35.errors = [{ instancePath: instancePath + "/priority", keyword: "type" }];
              return false;
            }
            if (errors === _errs4) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 7 || isNaN(data1)) {
                  validate35.errors = [{ instancePath: instancePath + "/priority", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate35.errors = [{ instancePath: instancePath + "/priority", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    }
  }
  validate35.errors = vErrors;
  return errors === 0;
};
const pattern14 = new RegExp("^[0-9, -]*$", "");
const validate37 = function validate37(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate37.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.initial !== undefined) {
        let data0 = data.initial;
        const _errs2 = errors;
        if (typeof data0 !== "string" && data0 !== null) {
          validate37.errors = [{ instancePath: instancePath + "/initial", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (typeof data0 === "string") {
            if (!pattern14.test(data0)) {
              validate37.errors = [{ instancePath: instancePath + "/initial", keyword: "pattern" }];
              return false;
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.final !== undefined) {
          let data1 = data.final;
          const _errs5 = errors;
          if (typeof data1 !== "string" && data1 !== null) {
            validate37.errors = [{ instancePath: instancePath + "/final", keyword: "type" }];
            return false;
          }
          if (errors === _errs5) {
            if (typeof data1 === "string") {
              if (!pattern14.test(data1)) {
                validate37.errors = [{ instancePath: instancePath + "/final", keyword: "pattern" }];
                return false;
              }
            }
          }
          var valid0 = _errs5 === errors;
        } else {
          var valid0 = true;
        }
      }
    }
  }
  validate37.errors = vErrors;
  return errors === 0;
};
const validate24 = function validate24(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate24.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (
        (data.cwd === undefined && (missing0 = "cwd")) ||
        (data.args === undefined && (missing0 = "args")) ||
        (data.user === undefined && (missing0 = "user"))
      ) {
        validate24.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.cwd !== undefined) {
          let data0 = data.cwd;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (!pattern2.test(data0)) {
                validate24.errors = [{ instancePath: instancePath + "/cwd", keyword: "pattern" }];
                return false;
              }
            } else {
              validate24.errors = [{ instancePath: instancePath + "/cwd", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.args !== undefined) {
            let data1 = data.args;
            const _errs4 = errors;
            if (errors === _errs4) {
              if (Array.isArray(data1)) {
                if (data1.length < 1) {
                  validate24.errors = [{ instancePath: instancePath + "/args", keyword: "minItems" }];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data1.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    const _errs6 = errors;
                    if (errors === _errs6) {
                      if (typeof data2 === "string") {
                        if (!pattern3.test(data2)) {
                          validate24.errors = [{ instancePath: instancePath + "/args/" + i0, keyword: "pattern" }];
                          return false;
                        }
                      } else {
                        validate24.errors = [{ instancePath: instancePath + "/args/" + i0, keyword: "type" }];
                        return false;
                      }
                    }
                    var valid1 = _errs6 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate24.errors = [{ instancePath: instancePath + "/args", keyword: "type" }];
                return false;
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.user !== undefined) {
              const _errs8 = errors;
              if (!validate25(data.user, { instancePath: instancePath + "/user" })) {
                vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs8 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.terminal !== undefined) {
                let data4 = data.terminal;
                const _errs9 = errors;
                if (typeof data4 !== "boolean" && data4 !== null) {
                  validate24.errors = [{ instancePath: instancePath + "/terminal", keyword: "type" }];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.consoleSize !== undefined) {
                  const _errs12 = errors;
                  if (!validate27(data.consoleSize, { instancePath: instancePath + "/consoleSize" })) {
                    vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs12 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.env !== undefined) {
                    let data6 = data.env;
                    const _errs13 = errors;
                    if (!Array.isArray(data6) && data6 !== null) {
                      validate24.errors = [{ instancePath: instancePath + "/env", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs13) {
                      if (Array.isArray(data6)) {
                        var valid2 = true;
                        const len1 = data6.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data7 = data6[i1];
                          const _errs16 = errors;
                          if (errors === _errs16) {
                            if (typeof data7 === "string") {
                              if (!pattern3.test(data7)) {
                                validate24.errors = [{ instancePath: instancePath + "/env/" + i1, keyword: "pattern" }];
                                return false;
                              }
                            } else {
                              validate24.errors = [{ instancePath: instancePath + "/env/" + i1, keyword: "type" }];
                              return false;
                            }
                          }
                          var valid2 = _errs16 === errors;
                          if (!valid2) {
                            break;
                          }
                        }
                      }
                    }
                    var valid0 = _errs13 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.commandLine !== undefined) {
                      let data8 = data.commandLine;
                      const _errs18 = errors;
                      if (typeof data8 !== "string" && data8 !== null) {
                        validate24.errors = [{ instancePath: instancePath + "/commandLine", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs18) {
                        if (typeof data8 === "string") {
                          if (!pattern3.test(data8)) {
                            validate24.errors = [{ instancePath: instancePath + "/commandLine", keyword: "pattern" }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs18 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.capabilities !== undefined) {
                        const _errs21 = errors;
                        if (!validate29(data.capabilities, { instancePath: instancePath + "/capabilities" })) {
                          vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
                          errors = vErrors.length;
                        }
                        var valid0 = _errs21 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.noNewPrivileges !== undefined) {
                          let data10 = data.noNewPrivileges;
                          const _errs22 = errors;
                          if (typeof data10 !== "boolean" && data10 !== null) {
                            validate24.errors = [{ instancePath: instancePath + "/noNewPrivileges", keyword: "type" }];
                            return false;
                          }
                          var valid0 = _errs22 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.apparmorProfile !== undefined) {
                            let data11 = data.apparmorProfile;
                            const _errs25 = errors;
                            if (typeof data11 !== "string" && data11 !== null) {
                              validate24.errors = [{ instancePath: instancePath + "/apparmorProfile", keyword: "type" }];
                              return false;
                            }
                            if (errors === _errs25) {
                              if (typeof data11 === "string") {
                                if (!pattern3.test(data11)) {
                                  validate24.errors = [{ instancePath: instancePath + "/apparmorProfile", keyword: "pattern" }];
                                  return false;
                                }
                              }
                            }
                            var valid0 = _errs25 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.selinuxLabel !== undefined) {
                              let data12 = data.selinuxLabel;
                              const _errs28 = errors;
                              if (typeof data12 !== "string" && data12 !== null) {
                                validate24.errors = [{ instancePath: instancePath + "/selinuxLabel", keyword: "type" }];
                                return false;
                              }
                              if (errors === _errs28) {
                                if (typeof data12 === "string") {
                                  if (!pattern3.test(data12)) {
                                    validate24.errors = [{ instancePath: instancePath + "/selinuxLabel", keyword: "pattern" }];
                                    return false;
                                  }
                                }
                              }
                              var valid0 = _errs28 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.oomScoreAdj !== undefined) {
                                let data13 = data.oomScoreAdj;
                                const _errs31 = errors;
                                if (
                                  !(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)) &&
                                  data13 !== null
                                ) {
                                  validate24.errors = [{ instancePath: instancePath + "/oomScoreAdj", keyword: "type" }];
                                  return false;
                                }
                                if (errors === _errs31) {
                                  if (typeof data13 == "number" && isFinite(data13)) {
                                    if (data13 > 1000 || isNaN(data13)) {
                                      validate24.errors = [{ instancePath: instancePath + "/oomScoreAdj", keyword: "maximum" }];
                                      return false;
                                    } else {
                                      if (data13 < -1000 || isNaN(data13)) {
                                        validate24.errors = [{ instancePath: instancePath + "/oomScoreAdj", keyword: "minimum" }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                                var valid0 = _errs31 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.rlimits !== undefined) {
                                  let data14 = data.rlimits;
                                  const _errs34 = errors;
                                  if (!Array.isArray(data14) && data14 !== null) {
                                    validate24.errors = [{ instancePath: instancePath + "/rlimits", keyword: "type" }];
                                    return false;
                                  }
                                  if (errors === _errs34) {
                                    if (Array.isArray(data14)) {
                                      var valid3 = true;
                                      const len2 = data14.length;
                                      for (let i2 = 0; i2 < len2; i2++) {
                                        const _errs37 = errors;
                                        if (!validate31(data14[i2], { instancePath: instancePath + "/rlimits/" + i2 })) {
                                          vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid3 = _errs37 === errors;
                                        if (!valid3) {
                                          break;
                                        }
                                      }
                                    }
                                  }
                                  var valid0 = _errs34 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.scheduler !== undefined) {
                                    const _errs38 = errors;
                                    if (!validate33(data.scheduler, { instancePath: instancePath + "/scheduler" })) {
                                      vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
                                      errors = vErrors.length;
                                    }
                                    var valid0 = _errs38 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.ioPriority !== undefined) {
                                      const _errs39 = errors;
                                      if (!validate35(data.ioPriority, { instancePath: instancePath + "/ioPriority" })) {
                                        vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
                                        errors = vErrors.length;
                                      }
                                      var valid0 = _errs39 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.execCPUAffinity !== undefined) {
                                        const _errs40 = errors;
                                        if (!validate37(data.execCPUAffinity, { instancePath: instancePath + "/execCPUAffinity" })) {
                                          vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid0 = _errs40 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
};
const validate41 = function validate41(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (
        (data.containerID === undefined && (missing0 = "containerID")) ||
        (data.hostID === undefined && (missing0 = "hostID")) ||
        (data.size === undefined && (missing0 = "size"))
      ) {
        validate41.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.containerID !== undefined) {
          let data0 = data.containerID;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate41.errors = [{ instancePath: instancePath + "/containerID", keyword: "type" }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 4294967295 || isNaN(data0)) {
                validate41.errors = [{ instancePath: instancePath + "/containerID", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < 0 || isNaN(data0)) {
                  validate41.errors = [{ instancePath: instancePath + "/containerID", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.hostID !== undefined) {
            let data1 = data.hostID;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate41.errors = [{ instancePath: instancePath + "/hostID", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 4294967295 || isNaN(data1)) {
                  validate41.errors = [{ instancePath: instancePath + "/hostID", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate41.errors = [{ instancePath: instancePath + "/hostID", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.size !== undefined) {
              let data2 = data.size;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
                validate41.errors = [{ instancePath: instancePath + "/size", keyword: "type" }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 4294967295 || isNaN(data2)) {
                    validate41.errors = [{ instancePath: instancePath + "/size", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate41.errors = [{ instancePath: instancePath + "/size", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate41.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate41.errors = vErrors;
  return errors === 0;
};
const validate40 = function validate40(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.destination === undefined && (missing0 = "destination")) {
        validate40.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.destination !== undefined) {
          let data0 = data.destination;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern1.test(data0)) {
                validate40.errors = [{ instancePath: instancePath + "/destination", keyword: "pattern" }];
                return false;
              }
            } else {
              validate40.errors = [{ instancePath: instancePath + "/destination", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.type !== undefined) {
            let data1 = data.type;
            const _errs3 = errors;
            if (typeof data1 !== "string" && data1 !== null) {
              validate40.errors = [{ instancePath: instancePath + "/type", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern3.test(data1)) {
                  validate40.errors = [{ instancePath: instancePath + "/type", keyword: "pattern" }];
                  return false;
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.source !== undefined) {
              let data2 = data.source;
              const _errs6 = errors;
              if (typeof data2 !== "string" && data2 !== null) {
                validate40.errors = [{ instancePath: instancePath + "/source", keyword: "type" }];
                return false;
              }
              if (errors === _errs6) {
                if (typeof data2 === "string") {
                  if (!pattern3.test(data2)) {
                    validate40.errors = [{ instancePath: instancePath + "/source", keyword: "pattern" }];
                    return false;
                  }
                }
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.options !== undefined) {
                let data3 = data.options;
                const _errs9 = errors;
                if (!Array.isArray(data3) && data3 !== null) {
                  validate40.errors = [{ instancePath: instancePath + "/options", keyword: "type" }];
                  return false;
                }
                if (errors === _errs9) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs12 = errors;
                      if (errors === _errs12) {
                        if (typeof data4 === "string") {
                          if (!pattern3.test(data4)) {
                            validate40.errors = [{ instancePath: instancePath + "/options/" + i0, keyword: "pattern" }];
                            return false;
                          }
                        } else {
                          validate40.errors = [{ instancePath: instancePath + "/options/" + i0, keyword: "type" }];
                          return false;
                        }
                      }
                      var valid1 = _errs12 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.uidMappings !== undefined) {
                  let data5 = data.uidMappings;
                  const _errs14 = errors;
                  if (!Array.isArray(data5) && data5 !== null) {
                    validate40.errors = [{ instancePath: instancePath + "/uidMappings", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs14) {
                    if (Array.isArray(data5)) {
                      var valid2 = true;
                      const len1 = data5.length;
                      for (let i1 = 0; i1 < len1; i1++) {
                        const _errs17 = errors;
                        if (!validate41(data5[i1], { instancePath: instancePath + "/uidMappings/" + i1 })) {
                          vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
                          errors = vErrors.length;
                        }
                        var valid2 = _errs17 === errors;
                        if (!valid2) {
                          break;
                        }
                      }
                    }
                  }
                  var valid0 = _errs14 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.gidMappings !== undefined) {
                    let data7 = data.gidMappings;
                    const _errs18 = errors;
                    if (!Array.isArray(data7) && data7 !== null) {
                      validate40.errors = [{ instancePath: instancePath + "/gidMappings", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs18) {
                      if (Array.isArray(data7)) {
                        var valid3 = true;
                        const len2 = data7.length;
                        for (let i2 = 0; i2 < len2; i2++) {
                          const _errs21 = errors;
                          if (!validate41(data7[i2], { instancePath: instancePath + "/gidMappings/" + i2 })) {
                            vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
                            errors = vErrors.length;
                          }
                          var valid3 = _errs21 === errors;
                          if (!valid3) {
                            break;
                          }
                        }
                      }
                    }
                    var valid0 = _errs18 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate40.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate40.errors = vErrors;
  return errors === 0;
};
const validate46 = function validate46(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.path === undefined && (missing0 = "path")) {
        validate46.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.path !== undefined) {
          let data0 = data.path;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern2.test(data0)) {
                validate46.errors = [{ instancePath: instancePath + "/path", keyword: "pattern" }];
                return false;
              }
            } else {
              validate46.errors = [{ instancePath: instancePath + "/path", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.args !== undefined) {
            let data1 = data.args;
            const _errs3 = errors;
            if (!Array.isArray(data1) && data1 !== null) {
              validate46.errors = [{ instancePath: instancePath + "/args", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (Array.isArray(data1)) {
                var valid1 = true;
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data2 = data1[i0];
                  const _errs6 = errors;
                  if (errors === _errs6) {
                    if (typeof data2 === "string") {
                      if (!pattern3.test(data2)) {
                        validate46.errors = [{ instancePath: instancePath + "/args/" + i0, keyword: "pattern" }];
                        return false;
                      }
                    } else {
                      validate46.errors = [{ instancePath: instancePath + "/args/" + i0, keyword: "type" }];
                      return false;
                    }
                  }
                  var valid1 = _errs6 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.env !== undefined) {
              let data3 = data.env;
              const _errs8 = errors;
              if (!Array.isArray(data3) && data3 !== null) {
                validate46.errors = [{ instancePath: instancePath + "/env", keyword: "type" }];
                return false;
              }
              if (errors === _errs8) {
                if (Array.isArray(data3)) {
                  var valid2 = true;
                  const len1 = data3.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    let data4 = data3[i1];
                    const _errs11 = errors;
                    if (errors === _errs11) {
                      if (typeof data4 === "string") {
                        if (!pattern3.test(data4)) {
                          validate46.errors = [{ instancePath: instancePath + "/env/" + i1, keyword: "pattern" }];
                          return false;
                        }
                      } else {
                        validate46.errors = [{ instancePath: instancePath + "/env/" + i1, keyword: "type" }];
                        return false;
                      }
                    }
                    var valid2 = _errs11 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                }
              }
              var valid0 = _errs8 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.timeout !== undefined) {
                let data5 = data.timeout;
                const _errs13 = errors;
                if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)) && data5 !== null) {
                  validate46.errors = [{ instancePath: instancePath + "/timeout", keyword: "type" }];
                  return false;
                }
                if (errors === _errs13) {
                  if (typeof data5 == "number" && isFinite(data5)) {
                    if (data5 > 2000000 || isNaN(data5)) {
                      validate46.errors = [{ instancePath: instancePath + "/timeout", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data5 < 1 || isNaN(data5)) {
                        validate46.errors = [{ instancePath: instancePath + "/timeout", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs13 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate46.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate46.errors = vErrors;
  return errors === 0;
};
const validate45 = function validate45(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate45.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.prestart !== undefined) {
        let data0 = data.prestart;
        const _errs2 = errors;
        if (!Array.isArray(data0) && data0 !== null) {
          validate45.errors = [{ instancePath: instancePath + "/prestart", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (Array.isArray(data0)) {
            var valid1 = true;
            const len0 = data0.length;
            for (let i0 = 0; i0 < len0; i0++) {
              const _errs5 = errors;
              if (!validate46(data0[i0], { instancePath: instancePath + "/prestart/" + i0 })) {
                vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                errors = vErrors.length;
              }
              var valid1 = _errs5 === errors;
              if (!valid1) {
                break;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.createRuntime !== undefined) {
          let data2 = data.createRuntime;
          const _errs6 = errors;
          if (!Array.isArray(data2) && data2 !== null) {
            validate45.errors = [{ instancePath: instancePath + "/createRuntime", keyword: "type" }];
            return false;
          }
          if (errors === _errs6) {
            if (Array.isArray(data2)) {
              var valid2 = true;
              const len1 = data2.length;
              for (let i1 = 0; i1 < len1; i1++) {
                const _errs9 = errors;
                if (!validate46(data2[i1], { instancePath: instancePath + "/createRuntime/" + i1 })) {
                  vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                  errors = vErrors.length;
                }
                var valid2 = _errs9 === errors;
                if (!valid2) {
                  break;
                }
              }
            }
          }
          var valid0 = _errs6 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.createContainer !== undefined) {
            let data4 = data.createContainer;
            const _errs10 = errors;
            if (!Array.isArray(data4) && data4 !== null) {
              validate45.errors = [{ instancePath: instancePath + "/createContainer", keyword: "type" }];
              return false;
            }
            if (errors === _errs10) {
              if (Array.isArray(data4)) {
                var valid3 = true;
                const len2 = data4.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  const _errs13 = errors;
                  if (!validate46(data4[i2], { instancePath: instancePath + "/createContainer/" + i2 })) {
                    vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                    errors = vErrors.length;
                  }
                  var valid3 = _errs13 === errors;
                  if (!valid3) {
                    break;
                  }
                }
              }
            }
            var valid0 = _errs10 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.startContainer !== undefined) {
              let data6 = data.startContainer;
              const _errs14 = errors;
              if (!Array.isArray(data6) && data6 !== null) {
                validate45.errors = [{ instancePath: instancePath + "/startContainer", keyword: "type" }];
                return false;
              }
              if (errors === _errs14) {
                if (Array.isArray(data6)) {
                  var valid4 = true;
                  const len3 = data6.length;
                  for (let i3 = 0; i3 < len3; i3++) {
                    const _errs17 = errors;
                    if (!validate46(data6[i3], { instancePath: instancePath + "/startContainer/" + i3 })) {
                      vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                      errors = vErrors.length;
                    }
                    var valid4 = _errs17 === errors;
                    if (!valid4) {
                      break;
                    }
                  }
                }
              }
              var valid0 = _errs14 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.poststart !== undefined) {
                let data8 = data.poststart;
                const _errs18 = errors;
                if (!Array.isArray(data8) && data8 !== null) {
                  validate45.errors = [{ instancePath: instancePath + "/poststart", keyword: "type" }];
                  return false;
                }
                if (errors === _errs18) {
                  if (Array.isArray(data8)) {
                    var valid5 = true;
                    const len4 = data8.length;
                    for (let i4 = 0; i4 < len4; i4++) {
                      const _errs21 = errors;
                      if (!validate46(data8[i4], { instancePath: instancePath + "/poststart/" + i4 })) {
                        vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                        errors = vErrors.length;
                      }
                      var valid5 = _errs21 === errors;
                      if (!valid5) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs18 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.poststop !== undefined) {
                  let data10 = data.poststop;
                  const _errs22 = errors;
                  if (!Array.isArray(data10) && data10 !== null) {
                    validate45.errors = [{ instancePath: instancePath + "/poststop", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs22) {
                    if (Array.isArray(data10)) {
                      var valid6 = true;
                      const len5 = data10.length;
                      for (let i5 = 0; i5 < len5; i5++) {
                        const _errs25 = errors;
                        if (!validate46(data10[i5], { instancePath: instancePath + "/poststop/" + i5 })) {
                          vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                          errors = vErrors.length;
                        }
                        var valid6 = _errs25 === errors;
                        if (!valid6) {
                          break;
                        }
                      }
                    }
                  }
                  var valid0 = _errs22 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    }
  }
  validate45.errors = vErrors;
  return errors === 0;
};
const pattern25 = new RegExp("^$|^/[^\\0]*$", "");
const validate55 = function validate55(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.type === undefined && (missing0 = "type")) {
        validate55.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.type !== undefined) {
          let data0 = data.type;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate55.errors = [{ instancePath: instancePath + "/type", keyword: "type" }];
            return false;
          }
          if (!(
            data0 === "pid" ||
            data0 === "network" ||
            data0 === "ipc" ||
            data0 === "uts" ||
            data0 === "mount" ||
            data0 === "user" ||
            data0 === "cgroup" ||
            data0 === "time"
          )) {
            validate55.errors = [{ instancePath: instancePath + "/type", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.path !== undefined) {
            let data1 = data.path;
            const _errs3 = errors;
            if (typeof data1 !== "string" && data1 !== null) {
              validate55.errors = [{ instancePath: instancePath + "/path", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern25.test(data1)) {
                  validate55.errors = [{ instancePath: instancePath + "/path", keyword: "pattern" }];
                  return false;
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate55.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate55.errors = vErrors;
  return errors === 0;
};
const validate60 = function validate60(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate60.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.secs !== undefined) {
        let data0 = data.secs;
        const _errs2 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)) && data0 !== null) {
          validate60.errors = [{ instancePath: instancePath + "/secs", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 9223372036854776000 || isNaN(data0)) {
              validate60.errors = [{ instancePath: instancePath + "/secs", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < -9223372036854776000 || isNaN(data0)) {
                validate60.errors = [{ instancePath: instancePath + "/secs", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.nanosecs !== undefined) {
          let data1 = data.nanosecs;
          const _errs5 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
            validate60.errors = [{ instancePath: instancePath + "/nanosecs", keyword: "type" }];
            return false;
          }
          if (errors === _errs5) {
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 > 999999999 || isNaN(data1)) {
                validate60.errors = [{ instancePath: instancePath + "/nanosecs", keyword: "maximum" }];
                return false;
              } else {
                if (data1 < 0 || isNaN(data1)) {
                  validate60.errors = [{ instancePath: instancePath + "/nanosecs", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs5 === errors;
        } else {
          var valid0 = true;
        }
      }
    }
  }
  validate60.errors = vErrors;
  return errors === 0;
};
const validate59 = function validate59(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate59.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.monotonic !== undefined) {
        const _errs2 = errors;
        if (!validate60(data.monotonic, { instancePath: instancePath + "/monotonic" })) {
          vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
          errors = vErrors.length;
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.boottime !== undefined) {
          const _errs3 = errors;
          if (!validate60(data.boottime, { instancePath: instancePath + "/boottime" })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
          var valid0 = _errs3 === errors;
        } else {
          var valid0 = true;
        }
      }
    }
  }
  validate59.errors = vErrors;
  return errors === 0;
};
const validate64 = function validate64(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.type === undefined && (missing0 = "type")) || (data.path === undefined && (missing0 = "path"))) {
        validate64.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.type !== undefined) {
          let data0 = data.type;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate64.errors = [{ instancePath: instancePath + "/type", keyword: "type" }];
            return false;
          }
          if (!(data0 === "c" || data0 === "b" || data0 === "u" || data0 === "p")) {
            validate64.errors = [{ instancePath: instancePath + "/type", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.path !== undefined) {
            let data1 = data.path;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (!pattern2.test(data1)) {
                  validate64.errors = [{ instancePath: instancePath + "/path", keyword: "pattern" }];
                  return false;
                }
              } else {
                validate64.errors = [{ instancePath: instancePath + "/path", keyword: "type" }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.major !== undefined) {
              let data2 = data.major;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
                validate64.errors = [{ instancePath: instancePath + "/major", keyword: "type" }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 9223372036854776000 || isNaN(data2)) {
                    validate64.errors = [{ instancePath: instancePath + "/major", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < -9223372036854776000 || isNaN(data2)) {
                      validate64.errors = [{ instancePath: instancePath + "/major", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.minor !== undefined) {
                let data3 = data.minor;
                const _errs8 = errors;
                if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)) && data3 !== null) {
                  validate64.errors = [{ instancePath: instancePath + "/minor", keyword: "type" }];
                  return false;
                }
                if (errors === _errs8) {
                  if (typeof data3 == "number" && isFinite(data3)) {
                    if (data3 > 9223372036854776000 || isNaN(data3)) {
                      validate64.errors = [{ instancePath: instancePath + "/minor", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data3 < -9223372036854776000 || isNaN(data3)) {
                        validate64.errors = [{ instancePath: instancePath + "/minor", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.fileMode !== undefined) {
                  let data4 = data.fileMode;
                  const _errs11 = errors;
                  if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)) && data4 !== null) {
                    validate64.errors = [{ instancePath: instancePath + "/fileMode", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs11) {
                    if (typeof data4 == "number" && isFinite(data4)) {
                      if (data4 > 65535 || isNaN(data4)) {
                        validate64.errors = [{ instancePath: instancePath + "/fileMode", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data4 < 0 || isNaN(data4)) {
                          validate64.errors = [{ instancePath: instancePath + "/fileMode", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.uid !== undefined) {
                    let data5 = data.uid;
                    const _errs14 = errors;
                    if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)) && data5 !== null) {
                      validate64.errors = [{ instancePath: instancePath + "/uid", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs14) {
                      if (typeof data5 == "number" && isFinite(data5)) {
                        if (data5 > 4294967294 || isNaN(data5)) {
                          validate64.errors = [{ instancePath: instancePath + "/uid", keyword: "maximum" }];
                          return false;
                        } else {
                          if (data5 < 0 || isNaN(data5)) {
                            validate64.errors = [{ instancePath: instancePath + "/uid", keyword: "minimum" }];
                            return false;
                          }
                        }
                      }
                    }
                    var valid0 = _errs14 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.gid !== undefined) {
                      let data6 = data.gid;
                      const _errs17 = errors;
                      if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6)) && data6 !== null) {
                        validate64.errors = [{ instancePath: instancePath + "/gid", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs17) {
                        if (typeof data6 == "number" && isFinite(data6)) {
                          if (data6 > 4294967294 || isNaN(data6)) {
                            validate64.errors = [{ instancePath: instancePath + "/gid", keyword: "maximum" }];
                            return false;
                          } else {
                            if (data6 < 0 || isNaN(data6)) {
                              validate64.errors = [{ instancePath: instancePath + "/gid", keyword: "minimum" }];
                              return false;
                            }
                          }
                        }
                      }
                      var valid0 = _errs17 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate64.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate64.errors = vErrors;
  return errors === 0;
};
const pattern28 = new RegExp("^[rwm]+$", "");
const validate67 = function validate67(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.allow === undefined && (missing0 = "allow")) {
        validate67.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.allow !== undefined) {
          const _errs1 = errors;
          if (typeof data.allow !== "boolean") {
            validate67.errors = [{ instancePath: instancePath + "/allow", keyword: "type" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.type !== undefined) {
            let data1 = data.type;
            const _errs3 = errors;
            if (typeof data1 !== "string" && data1 !== null) {
              validate67.errors = [{ instancePath: instancePath + "/type", keyword: "type" }];
              return false;
            }
            if (!(data1 === "a" || data1 === "b" || data1 === "c" || data1 === "u" || data1 === "p" || data1 === null)) {
              validate67.errors = [{ instancePath: instancePath + "/type", keyword: "enum" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.major !== undefined) {
              let data2 = data.major;
              const _errs6 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
                validate67.errors = [{ instancePath: instancePath + "/major", keyword: "type" }];
                return false;
              }
              if (errors === _errs6) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 9223372036854776000 || isNaN(data2)) {
                    validate67.errors = [{ instancePath: instancePath + "/major", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < -9223372036854776000 || isNaN(data2)) {
                      validate67.errors = [{ instancePath: instancePath + "/major", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.minor !== undefined) {
                let data3 = data.minor;
                const _errs9 = errors;
                if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)) && data3 !== null) {
                  validate67.errors = [{ instancePath: instancePath + "/minor", keyword: "type" }];
                  return false;
                }
                if (errors === _errs9) {
                  if (typeof data3 == "number" && isFinite(data3)) {
                    if (data3 > 9223372036854776000 || isNaN(data3)) {
                      validate67.errors = [{ instancePath: instancePath + "/minor", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data3 < -9223372036854776000 || isNaN(data3)) {
                        validate67.errors = [{ instancePath: instancePath + "/minor", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.access !== undefined) {
                  let data4 = data.access;
                  const _errs12 = errors;
                  if (typeof data4 !== "string" && data4 !== null) {
                    validate67.errors = [{ instancePath: instancePath + "/access", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs12) {
                    if (typeof data4 === "string") {
                      if (!pattern28.test(data4)) {
                        validate67.errors = [{ instancePath: instancePath + "/access", keyword: "pattern" }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs12 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate67.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate67.errors = vErrors;
  return errors === 0;
};
const validate69 = function validate69(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate69.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.shares !== undefined) {
        let data0 = data.shares;
        const _errs2 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)) && data0 !== null) {
          validate69.errors = [{ instancePath: instancePath + "/shares", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 18446744073709552000 || isNaN(data0)) {
              validate69.errors = [{ instancePath: instancePath + "/shares", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < 0 || isNaN(data0)) {
                validate69.errors = [{ instancePath: instancePath + "/shares", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.quota !== undefined) {
          let data1 = data.quota;
          const _errs5 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
            validate69.errors = [{ instancePath: instancePath + "/quota", keyword: "type" }];
            return false;
          }
          if (errors === _errs5) {
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 > 9223372036854776000 || isNaN(data1)) {
                validate69.errors = [{ instancePath: instancePath + "/quota", keyword: "maximum" }];
                return false;
              } else {
                if (data1 < -1 || isNaN(data1)) {
                  validate69.errors = [{ instancePath: instancePath + "/quota", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs5 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.burst !== undefined) {
            let data2 = data.burst;
            const _errs8 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
              validate69.errors = [{ instancePath: instancePath + "/burst", keyword: "type" }];
              return false;
            }
            if (errors === _errs8) {
              if (typeof data2 == "number" && isFinite(data2)) {
                if (data2 > 18446744073709552000 || isNaN(data2)) {
                  validate69.errors = [{ instancePath: instancePath + "/burst", keyword: "maximum" }];
                  return false;
                } else {
                  if (data2 < 0 || isNaN(data2)) {
                    validate69.errors = [{ instancePath: instancePath + "/burst", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs8 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.period !== undefined) {
              let data3 = data.period;
              const _errs11 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)) && data3 !== null) {
                validate69.errors = [{ instancePath: instancePath + "/period", keyword: "type" }];
                return false;
              }
              if (errors === _errs11) {
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 18446744073709552000 || isNaN(data3)) {
                    validate69.errors = [{ instancePath: instancePath + "/period", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data3 < 0 || isNaN(data3)) {
                      validate69.errors = [{ instancePath: instancePath + "/period", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs11 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.realtimeRuntime !== undefined) {
                let data4 = data.realtimeRuntime;
                const _errs14 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)) && data4 !== null) {
                  validate69.errors = [{ instancePath: instancePath + "/realtimeRuntime", keyword: "type" }];
                  return false;
                }
                if (errors === _errs14) {
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 > 9223372036854776000 || isNaN(data4)) {
                      validate69.errors = [{ instancePath: instancePath + "/realtimeRuntime", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data4 < -1 || isNaN(data4)) {
                        validate69.errors = [{ instancePath: instancePath + "/realtimeRuntime", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs14 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.realtimePeriod !== undefined) {
                  let data5 = data.realtimePeriod;
                  const _errs17 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)) && data5 !== null) {
                    validate69.errors = [{ instancePath: instancePath + "/realtimePeriod", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs17) {
                    if (typeof data5 == "number" && isFinite(data5)) {
                      if (data5 > 18446744073709552000 || isNaN(data5)) {
                        validate69.errors = [{ instancePath: instancePath + "/realtimePeriod", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data5 < 0 || isNaN(data5)) {
                          validate69.errors = [{ instancePath: instancePath + "/realtimePeriod", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs17 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.cpus !== undefined) {
                    let data6 = data.cpus;
                    const _errs20 = errors;
                    if (typeof data6 !== "string" && data6 !== null) {
                      validate69.errors = [{ instancePath: instancePath + "/cpus", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs20) {
                      if (typeof data6 === "string") {
                        if (!pattern3.test(data6)) {
                          validate69.errors = [{ instancePath: instancePath + "/cpus", keyword: "pattern" }];
                          return false;
                        }
                      }
                    }
                    var valid0 = _errs20 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.mems !== undefined) {
                      let data7 = data.mems;
                      const _errs23 = errors;
                      if (typeof data7 !== "string" && data7 !== null) {
                        validate69.errors = [{ instancePath: instancePath + "/mems", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs23) {
                        if (typeof data7 === "string") {
                          if (!pattern3.test(data7)) {
                            validate69.errors = [{ instancePath: instancePath + "/mems", keyword: "pattern" }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs23 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.idle !== undefined) {
                        let data8 = data.idle;
                        const _errs26 = errors;
                        if (!(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8) && isFinite(data8)) && data8 !== null) {
                          validate69.errors = [{ instancePath: instancePath + "/idle", keyword: "type" }];
                          return false;
                        }
                        if (errors === _errs26) {
                          if (typeof data8 == "number" && isFinite(data8)) {
                            if (data8 > 1 || isNaN(data8)) {
                              validate69.errors = [{ instancePath: instancePath + "/idle", keyword: "maximum" }];
                              return false;
                            } else {
                              if (data8 < 0 || isNaN(data8)) {
                                validate69.errors = [{ instancePath: instancePath + "/idle", keyword: "minimum" }];
                                return false;
                              }
                            }
                          }
                        }
                        var valid0 = _errs26 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate69.errors = vErrors;
  return errors === 0;
};
const validate71 = function validate71(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate71.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.limit !== undefined) {
        let data0 = data.limit;
        const _errs2 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)) && data0 !== null) {
          validate71.errors = [{ instancePath: instancePath + "/limit", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 9223372036854776000 || isNaN(data0)) {
              validate71.errors = [{ instancePath: instancePath + "/limit", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < -1 || isNaN(data0)) {
                validate71.errors = [{ instancePath: instancePath + "/limit", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.reservation !== undefined) {
          let data1 = data.reservation;
          const _errs5 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
            validate71.errors = [{ instancePath: instancePath + "/reservation", keyword: "type" }];
            return false;
          }
          if (errors === _errs5) {
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 > 9223372036854776000 || isNaN(data1)) {
                validate71.errors = [{ instancePath: instancePath + "/reservation", keyword: "maximum" }];
                return false;
              } else {
                if (data1 < -1 || isNaN(data1)) {
                  validate71.errors = [{ instancePath: instancePath + "/reservation", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs5 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.swap !== undefined) {
            let data2 = data.swap;
            const _errs8 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
              validate71.errors = [{ instancePath: instancePath + "/swap", keyword: "type" }];
              return false;
            }
            if (errors === _errs8) {
              if (typeof data2 == "number" && isFinite(data2)) {
                if (data2 > 9223372036854776000 || isNaN(data2)) {
                  validate71.errors = [{ instancePath: instancePath + "/swap", keyword: "maximum" }];
                  return false;
                } else {
                  if (data2 < -1 || isNaN(data2)) {
                    validate71.errors = [{ instancePath: instancePath + "/swap", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs8 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.kernel !== undefined) {
              let data3 = data.kernel;
              const _errs11 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)) && data3 !== null) {
                validate71.errors = [{ instancePath: instancePath + "/kernel", keyword: "type" }];
                return false;
              }
              if (errors === _errs11) {
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 9223372036854776000 || isNaN(data3)) {
                    validate71.errors = [{ instancePath: instancePath + "/kernel", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data3 < -1 || isNaN(data3)) {
                      validate71.errors = [{ instancePath: instancePath + "/kernel", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs11 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.kernelTCP !== undefined) {
                let data4 = data.kernelTCP;
                const _errs14 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)) && data4 !== null) {
                  validate71.errors = [{ instancePath: instancePath + "/kernelTCP", keyword: "type" }];
                  return false;
                }
                if (errors === _errs14) {
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 > 9223372036854776000 || isNaN(data4)) {
                      validate71.errors = [{ instancePath: instancePath + "/kernelTCP", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data4 < -1 || isNaN(data4)) {
                        validate71.errors = [{ instancePath: instancePath + "/kernelTCP", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs14 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.swappiness !== undefined) {
                  let data5 = data.swappiness;
                  const _errs17 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)) && data5 !== null) {
                    validate71.errors = [{ instancePath: instancePath + "/swappiness", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs17) {
                    if (typeof data5 == "number" && isFinite(data5)) {
                      if (data5 > 100 || isNaN(data5)) {
                        validate71.errors = [{ instancePath: instancePath + "/swappiness", keyword: "maximum" }];
                        return false;
                      } else {
                        if (data5 < -1 || isNaN(data5)) {
                          validate71.errors = [{ instancePath: instancePath + "/swappiness", keyword: "minimum" }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid0 = _errs17 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.disableOOMKiller !== undefined) {
                    let data6 = data.disableOOMKiller;
                    const _errs20 = errors;
                    if (typeof data6 !== "boolean" && data6 !== null) {
                      validate71.errors = [{ instancePath: instancePath + "/disableOOMKiller", keyword: "type" }];
                      return false;
                    }
                    var valid0 = _errs20 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.useHierarchy !== undefined) {
                      let data7 = data.useHierarchy;
                      const _errs23 = errors;
                      if (typeof data7 !== "boolean" && data7 !== null) {
                        validate71.errors = [{ instancePath: instancePath + "/useHierarchy", keyword: "type" }];
                        return false;
                      }
                      var valid0 = _errs23 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.checkBeforeUpdate !== undefined) {
                        let data8 = data.checkBeforeUpdate;
                        const _errs26 = errors;
                        if (typeof data8 !== "boolean" && data8 !== null) {
                          validate71.errors = [{ instancePath: instancePath + "/checkBeforeUpdate", keyword: "type" }];
                          return false;
                        }
                        var valid0 = _errs26 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate71.errors = vErrors;
  return errors === 0;
};
const validate73 = function validate73(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate73.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.limit === undefined && (missing0 = "limit")) {
        validate73.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.limit !== undefined) {
          let data0 = data.limit;
          const _errs2 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate73.errors = [{ instancePath: instancePath + "/limit", keyword: "type" }];
            return false;
          }
          if (errors === _errs2) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 9223372036854776000 || isNaN(data0)) {
                validate73.errors = [{ instancePath: instancePath + "/limit", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < -1 || isNaN(data0)) {
                  validate73.errors = [{ instancePath: instancePath + "/limit", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
        }
      }
    }
  }
  validate73.errors = vErrors;
  return errors === 0;
};
const validate76 = function validate76(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.major === undefined && (missing0 = "major")) || (data.minor === undefined && (missing0 = "minor"))) {
        validate76.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.major !== undefined) {
          let data0 = data.major;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate76.errors = [{ instancePath: instancePath + "/major", keyword: "type" }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 4294967295 || isNaN(data0)) {
                validate76.errors = [{ instancePath: instancePath + "/major", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < 0 || isNaN(data0)) {
                  validate76.errors = [{ instancePath: instancePath + "/major", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.minor !== undefined) {
            let data1 = data.minor;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate76.errors = [{ instancePath: instancePath + "/minor", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 4294967295 || isNaN(data1)) {
                  validate76.errors = [{ instancePath: instancePath + "/minor", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate76.errors = [{ instancePath: instancePath + "/minor", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.weight !== undefined) {
              let data2 = data.weight;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && data2 !== null) {
                validate76.errors = [{ instancePath: instancePath + "/weight", keyword: "type" }];
                return false;
              }
              const _errs8 = errors;
              const _errs9 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
                const err0 = {};
                if (vErrors === null) {
                  vErrors = [err0];
                } else {
                  vErrors.push(err0);
                }
                errors++;
              }
              if (errors === _errs9) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 >= 10 || isNaN(data2)) {
                    const err1 = {};
                    if (vErrors === null) {
                      vErrors = [err1];
                    } else {
                      vErrors.push(err1);
                    }
                    errors++;
                  } else {
                    if (data2 <= 0 || isNaN(data2)) {
                      const err2 = {};
                      if (vErrors === null) {
                        vErrors = [err2];
                      } else {
                        vErrors.push(err2);
                      }
                      errors++;
                    }
                  }
                }
              }
              var valid1 = _errs9 === errors;
              if (valid1) {
                validate76.errors = [{ instancePath: instancePath + "/weight", keyword: "not" }];
                return false;
              } else {
                errors = _errs8;
                if (vErrors !== null) {
                  if (_errs8) {
                    vErrors.length = _errs8;
                  } else {
                    vErrors = null;
                  }
                }
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 1000 || isNaN(data2)) {
                    validate76.errors = [{ instancePath: instancePath + "/weight", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate76.errors = [{ instancePath: instancePath + "/weight", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.leafWeight !== undefined) {
                let data3 = data.leafWeight;
                const _errs11 = errors;
                if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)) && data3 !== null) {
                  validate76.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "type" }];
                  return false;
                }
                const _errs14 = errors;
                const _errs15 = errors;
                if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
                  const err3 = {};
                  if (vErrors === null) {
                    vErrors = [err3];
                  } else {
                    vErrors.push(err3);
                  }
                  errors++;
                }
                if (errors === _errs15) {
                  if (typeof data3 == "number" && isFinite(data3)) {
                    if (data3 >= 10 || isNaN(data3)) {
                      const err4 = {};
                      if (vErrors === null) {
                        vErrors = [err4];
                      } else {
                        vErrors.push(err4);
                      }
                      errors++;
                    } else {
                      if (data3 <= 0 || isNaN(data3)) {
                        const err5 = {};
                        if (vErrors === null) {
                          vErrors = [err5];
                        } else {
                          vErrors.push(err5);
                        }
                        errors++;
                      }
                    }
                  }
                }
                var valid2 = _errs15 === errors;
                if (valid2) {
                  validate76.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "not" }];
                  return false;
                } else {
                  errors = _errs14;
                  if (vErrors !== null) {
                    if (_errs14) {
                      vErrors.length = _errs14;
                    } else {
                      vErrors = null;
                    }
                  }
                }
                if (errors === _errs11) {
                  if (typeof data3 == "number" && isFinite(data3)) {
                    if (data3 > 1000 || isNaN(data3)) {
                      validate76.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "maximum" }];
                      return false;
                    } else {
                      if (data3 < 0 || isNaN(data3)) {
                        validate76.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "minimum" }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs11 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate76.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate76.errors = vErrors;
  return errors === 0;
};
const validate78 = function validate78(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (
        (data.major === undefined && (missing0 = "major")) ||
        (data.minor === undefined && (missing0 = "minor")) ||
        (data.rate === undefined && (missing0 = "rate"))
      ) {
        validate78.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.major !== undefined) {
          let data0 = data.major;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate78.errors = [{ instancePath: instancePath + "/major", keyword: "type" }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 4294967295 || isNaN(data0)) {
                validate78.errors = [{ instancePath: instancePath + "/major", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < 0 || isNaN(data0)) {
                  validate78.errors = [{ instancePath: instancePath + "/major", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.minor !== undefined) {
            let data1 = data.minor;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate78.errors = [{ instancePath: instancePath + "/minor", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 4294967295 || isNaN(data1)) {
                  validate78.errors = [{ instancePath: instancePath + "/minor", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate78.errors = [{ instancePath: instancePath + "/minor", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.rate !== undefined) {
              let data2 = data.rate;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
                validate78.errors = [{ instancePath: instancePath + "/rate", keyword: "type" }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 18446744073709552000 || isNaN(data2)) {
                    validate78.errors = [{ instancePath: instancePath + "/rate", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate78.errors = [{ instancePath: instancePath + "/rate", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate78.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate78.errors = vErrors;
  return errors === 0;
};
const validate75 = function validate75(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate75.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.weight !== undefined) {
        let data0 = data.weight;
        const _errs2 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)) && data0 !== null) {
          validate75.errors = [{ instancePath: instancePath + "/weight", keyword: "type" }];
          return false;
        }
        const _errs5 = errors;
        const _errs6 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
          const err0 = {};
          if (vErrors === null) {
            vErrors = [err0];
          } else {
            vErrors.push(err0);
          }
          errors++;
        }
        if (errors === _errs6) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 >= 10 || isNaN(data0)) {
              const err1 = {};
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            } else {
              if (data0 <= 0 || isNaN(data0)) {
                const err2 = {};
                if (vErrors === null) {
                  vErrors = [err2];
                } else {
                  vErrors.push(err2);
                }
                errors++;
              }
            }
          }
        }
        var valid1 = _errs6 === errors;
        if (valid1) {
          validate75.errors = [{ instancePath: instancePath + "/weight", keyword: "not" }];
          return false;
        } else {
          errors = _errs5;
          if (vErrors !== null) {
            if (_errs5) {
              vErrors.length = _errs5;
            } else {
              vErrors = null;
            }
          }
        }
        if (errors === _errs2) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 1000 || isNaN(data0)) {
              validate75.errors = [{ instancePath: instancePath + "/weight", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < 0 || isNaN(data0)) {
                validate75.errors = [{ instancePath: instancePath + "/weight", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.leafWeight !== undefined) {
          let data1 = data.leafWeight;
          const _errs8 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
            validate75.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "type" }];
            return false;
          }
          const _errs11 = errors;
          const _errs12 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
            const err3 = {};
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
          if (errors === _errs12) {
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 >= 10 || isNaN(data1)) {
                const err4 = {};
                if (vErrors === null) {
                  vErrors = [err4];
                } else {
                  vErrors.push(err4);
                }
                errors++;
              } else {
                if (data1 <= 0 || isNaN(data1)) {
                  const err5 = {};
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    vErrors.push(err5);
                  }
                  errors++;
                }
              }
            }
          }
          var valid2 = _errs12 === errors;
          if (valid2) {
            validate75.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "not" }];
            return false;
          } else {
            errors = _errs11;
            if (vErrors !== null) {
              if (_errs11) {
                vErrors.length = _errs11;
              } else {
                vErrors = null;
              }
            }
          }
          if (errors === _errs8) {
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 > 1000 || isNaN(data1)) {
                validate75.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "maximum" }];
                return false;
              } else {
                if (data1 < 0 || isNaN(data1)) {
                  validate75.errors = [{ instancePath: instancePath + "/leafWeight", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs8 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.weightDevice !== undefined) {
            let data2 = data.weightDevice;
            const _errs14 = errors;
            if (!Array.isArray(data2) && data2 !== null) {
              validate75.errors = [{ instancePath: instancePath + "/weightDevice", keyword: "type" }];
              return false;
            }
            if (errors === _errs14) {
              if (Array.isArray(data2)) {
                var valid3 = true;
                const len0 = data2.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  const _errs17 = errors;
                  if (!validate76(data2[i0], { instancePath: instancePath + "/weightDevice/" + i0 })) {
                    vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors);
                    errors = vErrors.length;
                  }
                  var valid3 = _errs17 === errors;
                  if (!valid3) {
                    break;
                  }
                }
              }
            }
            var valid0 = _errs14 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.throttleReadBpsDevice !== undefined) {
              let data4 = data.throttleReadBpsDevice;
              const _errs18 = errors;
              if (!Array.isArray(data4) && data4 !== null) {
                validate75.errors = [{ instancePath: instancePath + "/throttleReadBpsDevice", keyword: "type" }];
                return false;
              }
              if (errors === _errs18) {
                if (Array.isArray(data4)) {
                  var valid4 = true;
                  const len1 = data4.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    const _errs21 = errors;
                    if (!validate78(data4[i1], { instancePath: instancePath + "/throttleReadBpsDevice/" + i1 })) {
                      vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
                      errors = vErrors.length;
                    }
                    var valid4 = _errs21 === errors;
                    if (!valid4) {
                      break;
                    }
                  }
                }
              }
              var valid0 = _errs18 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.throttleWriteBpsDevice !== undefined) {
                let data6 = data.throttleWriteBpsDevice;
                const _errs22 = errors;
                if (!Array.isArray(data6) && data6 !== null) {
                  validate75.errors = [{ instancePath: instancePath + "/throttleWriteBpsDevice", keyword: "type" }];
                  return false;
                }
                if (errors === _errs22) {
                  if (Array.isArray(data6)) {
                    var valid5 = true;
                    const len2 = data6.length;
                    for (let i2 = 0; i2 < len2; i2++) {
                      const _errs25 = errors;
                      if (!validate78(data6[i2], { instancePath: instancePath + "/throttleWriteBpsDevice/" + i2 })) {
                        vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
                        errors = vErrors.length;
                      }
                      var valid5 = _errs25 === errors;
                      if (!valid5) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs22 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.throttleReadIOPSDevice !== undefined) {
                  let data8 = data.throttleReadIOPSDevice;
                  const _errs26 = errors;
                  if (!Array.isArray(data8) && data8 !== null) {
                    validate75.errors = [{ instancePath: instancePath + "/throttleReadIOPSDevice", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs26) {
                    if (Array.isArray(data8)) {
                      var valid6 = true;
                      const len3 = data8.length;
                      for (let i3 = 0; i3 < len3; i3++) {
                        const _errs29 = errors;
                        if (!validate78(data8[i3], { instancePath: instancePath + "/throttleReadIOPSDevice/" + i3 })) {
                          vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
                          errors = vErrors.length;
                        }
                        var valid6 = _errs29 === errors;
                        if (!valid6) {
                          break;
                        }
                      }
                    }
                  }
                  var valid0 = _errs26 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.throttleWriteIOPSDevice !== undefined) {
                    let data10 = data.throttleWriteIOPSDevice;
                    const _errs30 = errors;
                    if (!Array.isArray(data10) && data10 !== null) {
                      validate75.errors = [{ instancePath: instancePath + "/throttleWriteIOPSDevice", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs30) {
                      if (Array.isArray(data10)) {
                        var valid7 = true;
                        const len4 = data10.length;
                        for (let i4 = 0; i4 < len4; i4++) {
                          const _errs33 = errors;
                          if (!validate78(data10[i4], { instancePath: instancePath + "/throttleWriteIOPSDevice/" + i4 })) {
                            vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
                            errors = vErrors.length;
                          }
                          var valid7 = _errs33 === errors;
                          if (!valid7) {
                            break;
                          }
                        }
                      }
                    }
                    var valid0 = _errs30 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate75.errors = vErrors;
  return errors === 0;
};
const pattern31 = new RegExp("^[1-9][0-9]*[KMG]B$", "");
const validate84 = function validate84(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.pageSize === undefined && (missing0 = "pageSize")) || (data.limit === undefined && (missing0 = "limit"))) {
        validate84.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.pageSize !== undefined) {
          let data0 = data.pageSize;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern31.test(data0)) {
                validate84.errors = [{ instancePath: instancePath + "/pageSize", keyword: "pattern" }];
                return false;
              }
            } else {
              validate84.errors = [{ instancePath: instancePath + "/pageSize", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.limit !== undefined) {
            let data1 = data.limit;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate84.errors = [{ instancePath: instancePath + "/limit", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 18446744073709552000 || isNaN(data1)) {
                  validate84.errors = [{ instancePath: instancePath + "/limit", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate84.errors = [{ instancePath: instancePath + "/limit", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate84.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate84.errors = vErrors;
  return errors === 0;
};
const pattern32 = new RegExp("^[^\\s/\\0]+$", "");
const validate87 = function validate87(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.name === undefined && (missing0 = "name")) || (data.priority === undefined && (missing0 = "priority"))) {
        validate87.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.name !== undefined) {
          let data0 = data.name;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern32.test(data0)) {
                validate87.errors = [{ instancePath: instancePath + "/name", keyword: "pattern" }];
                return false;
              }
            } else {
              validate87.errors = [{ instancePath: instancePath + "/name", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.priority !== undefined) {
            let data1 = data.priority;
            const _errs3 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate87.errors = [{ instancePath: instancePath + "/priority", keyword: "type" }];
              return false;
            }
            if (errors === _errs3) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 4294967295 || isNaN(data1)) {
                  validate87.errors = [{ instancePath: instancePath + "/priority", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate87.errors = [{ instancePath: instancePath + "/priority", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate87.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate87.errors = vErrors;
  return errors === 0;
};
const validate86 = function validate86(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate86.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.classID !== undefined) {
        let data0 = data.classID;
        const _errs2 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)) && data0 !== null) {
          validate86.errors = [{ instancePath: instancePath + "/classID", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 4294967295 || isNaN(data0)) {
              validate86.errors = [{ instancePath: instancePath + "/classID", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < 0 || isNaN(data0)) {
                validate86.errors = [{ instancePath: instancePath + "/classID", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.priorities !== undefined) {
          let data1 = data.priorities;
          const _errs5 = errors;
          if (!Array.isArray(data1) && data1 !== null) {
            validate86.errors = [{ instancePath: instancePath + "/priorities", keyword: "type" }];
            return false;
          }
          if (errors === _errs5) {
            if (Array.isArray(data1)) {
              var valid1 = true;
              const len0 = data1.length;
              for (let i0 = 0; i0 < len0; i0++) {
                const _errs8 = errors;
                if (!validate87(data1[i0], { instancePath: instancePath + "/priorities/" + i0 })) {
                  vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
                  errors = vErrors.length;
                }
                var valid1 = _errs8 === errors;
                if (!valid1) {
                  break;
                }
              }
            }
          }
          var valid0 = _errs5 === errors;
        } else {
          var valid0 = true;
        }
      }
    }
  }
  validate86.errors = vErrors;
  return errors === 0;
};
const validate90 = function validate90(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.hcaHandles !== undefined) {
        let data0 = data.hcaHandles;
        const _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)) && data0 !== null) {
          validate90.errors = [{ instancePath: instancePath + "/hcaHandles", keyword: "type" }];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 4294967295 || isNaN(data0)) {
              validate90.errors = [{ instancePath: instancePath + "/hcaHandles", keyword: "maximum" }];
              return false;
            } else {
              if (data0 < 0 || isNaN(data0)) {
                validate90.errors = [{ instancePath: instancePath + "/hcaHandles", keyword: "minimum" }];
                return false;
              }
            }
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.hcaObjects !== undefined) {
          let data1 = data.hcaObjects;
          const _errs4 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
            validate90.errors = [{ instancePath: instancePath + "/hcaObjects", keyword: "type" }];
            return false;
          }
          if (errors === _errs4) {
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 > 4294967295 || isNaN(data1)) {
                validate90.errors = [{ instancePath: instancePath + "/hcaObjects", keyword: "maximum" }];
                return false;
              } else {
                if (data1 < 0 || isNaN(data1)) {
                  validate90.errors = [{ instancePath: instancePath + "/hcaObjects", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs4 === errors;
        } else {
          var valid0 = true;
        }
      }
    } else {
      validate90.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate90.errors = vErrors;
  return errors === 0;
};
const validate66 = function validate66(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate66.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.devices !== undefined) {
        let data0 = data.devices;
        const _errs2 = errors;
        if (!Array.isArray(data0) && data0 !== null) {
          validate66.errors = [{ instancePath: instancePath + "/devices", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (Array.isArray(data0)) {
            var valid1 = true;
            const len0 = data0.length;
            for (let i0 = 0; i0 < len0; i0++) {
              const _errs5 = errors;
              if (!validate67(data0[i0], { instancePath: instancePath + "/devices/" + i0 })) {
                vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
                errors = vErrors.length;
              }
              var valid1 = _errs5 === errors;
              if (!valid1) {
                break;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.cpu !== undefined) {
          const _errs6 = errors;
          if (!validate69(data.cpu, { instancePath: instancePath + "/cpu" })) {
            vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
            errors = vErrors.length;
          }
          var valid0 = _errs6 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.memory !== undefined) {
            const _errs7 = errors;
            if (!validate71(data.memory, { instancePath: instancePath + "/memory" })) {
              vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
              errors = vErrors.length;
            }
            var valid0 = _errs7 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.pids !== undefined) {
              const _errs8 = errors;
              if (!validate73(data.pids, { instancePath: instancePath + "/pids" })) {
                vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs8 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.blockIO !== undefined) {
                const _errs9 = errors;
                if (!validate75(data.blockIO, { instancePath: instancePath + "/blockIO" })) {
                  vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
                  errors = vErrors.length;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.hugepageLimits !== undefined) {
                  let data6 = data.hugepageLimits;
                  const _errs10 = errors;
                  if (!Array.isArray(data6) && data6 !== null) {
                    validate66.errors = [{ instancePath: instancePath + "/hugepageLimits", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs10) {
                    if (Array.isArray(data6)) {
                      var valid2 = true;
                      const len1 = data6.length;
                      for (let i1 = 0; i1 < len1; i1++) {
                        const _errs13 = errors;
                        if (!validate84(data6[i1], { instancePath: instancePath + "/hugepageLimits/" + i1 })) {
                          vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                          errors = vErrors.length;
                        }
                        var valid2 = _errs13 === errors;
                        if (!valid2) {
                          break;
                        }
                      }
                    }
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.network !== undefined) {
                    const _errs14 = errors;
                    if (!validate86(data.network, { instancePath: instancePath + "/network" })) {
                      vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                      errors = vErrors.length;
                    }
                    var valid0 = _errs14 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.rdma !== undefined) {
                      let data9 = data.rdma;
                      const _errs15 = errors;
                      if (!(data9 && typeof data9 == "object" && !Array.isArray(data9)) && data9 !== null) {
                        validate66.errors = [{ instancePath: instancePath + "/rdma", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs15) {
                        if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                          for (const key0 in data9) {
                            const _errs19 = errors;
                            if (
                              !validate90(data9[key0], {
                                instancePath: instancePath + "/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
                              })
                            ) {
                              vErrors = vErrors === null ? validate90.errors : vErrors.concat(validate90.errors);
                              errors = vErrors.length;
                            }
                            var valid3 = _errs19 === errors;
                            if (!valid3) {
                              break;
                            }
                          }
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.unified !== undefined) {
                        let data11 = data.unified;
                        const _errs20 = errors;
                        if (!(data11 && typeof data11 == "object" && !Array.isArray(data11)) && data11 !== null) {
                          validate66.errors = [{ instancePath: instancePath + "/unified", keyword: "type" }];
                          return false;
                        }
                        if (errors === _errs20) {
                          if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                            for (const key1 in data11) {
                              let data12 = data11[key1];
                              const _errs24 = errors;
                              if (errors === _errs24) {
                                if (typeof data12 === "string") {
                                  if (!pattern3.test(data12)) {
                                    validate66.errors = [
                                      {
                                        instancePath: instancePath + "/unified/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
                                        keyword: "pattern",
                                      },
                                    ];
                                    return false;
                                  }
                                } else {
                                  validate66.errors = [
                                    {
                                      instancePath: instancePath + "/unified/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
                                      keyword: "type",
                                    },
                                  ];
                                  return false;
                                }
                              }
                              var valid4 = _errs24 === errors;
                              if (!valid4) {
                                break;
                              }
                            }
                          }
                        }
                        var valid0 = _errs20 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate66.errors = vErrors;
  return errors === 0;
};
const validate95 = function validate95(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (
        (data.index === undefined && (missing0 = "index")) ||
        (data.value === undefined && (missing0 = "value")) ||
        (data.op === undefined && (missing0 = "op"))
      ) {
        validate95.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.index !== undefined) {
          let data0 = data.index;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate95.errors = [{ instancePath: instancePath + "/index", keyword: "type" }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 5 || isNaN(data0)) {
                validate95.errors = [{ instancePath: instancePath + "/index", keyword: "maximum" }];
                return false;
              } else {
                if (data0 < 0 || isNaN(data0)) {
                  validate95.errors = [{ instancePath: instancePath + "/index", keyword: "minimum" }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.op !== undefined) {
            let data1 = data.op;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate95.errors = [{ instancePath: instancePath + "/op", keyword: "type" }];
              return false;
            }
            if (!(
              data1 === "SCMP_CMP_NE" ||
              data1 === "SCMP_CMP_LT" ||
              data1 === "SCMP_CMP_LE" ||
              data1 === "SCMP_CMP_EQ" ||
              data1 === "SCMP_CMP_GE" ||
              data1 === "SCMP_CMP_GT" ||
              data1 === "SCMP_CMP_MASKED_EQ"
            )) {
              validate95.errors = [{ instancePath: instancePath + "/op", keyword: "enum" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate95.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate95.errors = vErrors;
  return errors === 0;
};
const validate94 = function validate94(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.names === undefined && (missing0 = "names")) || (data.action === undefined && (missing0 = "action"))) {
        validate94.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.names !== undefined) {
          let data0 = data.names;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (Array.isArray(data0)) {
              if (data0.length < 1) {
                validate94.errors = [{ instancePath: instancePath + "/names", keyword: "minItems" }];
                return false;
              } else {
                var valid1 = true;
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data1 = data0[i0];
                  const _errs3 = errors;
                  if (errors === _errs3) {
                    if (typeof data1 === "string") {
                      if (!pattern1.test(data1)) {
                        validate94.errors = [{ instancePath: instancePath + "/names/" + i0, keyword: "pattern" }];
                        return false;
                      }
                    } else {
                      validate94.errors = [{ instancePath: instancePath + "/names/" + i0, keyword: "type" }];
                      return false;
                    }
                  }
                  var valid1 = _errs3 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              }
            } else {
              validate94.errors = [{ instancePath: instancePath + "/names", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.action !== undefined) {
            let data2 = data.action;
            const _errs5 = errors;
            if (typeof data2 !== "string") {
              validate94.errors = [{ instancePath: instancePath + "/action", keyword: "type" }];
              return false;
            }
            if (!(
              data2 === "SCMP_ACT_KILL" ||
              data2 === "SCMP_ACT_KILL_THREAD" ||
              data2 === "SCMP_ACT_KILL_PROCESS" ||
              data2 === "SCMP_ACT_TRAP" ||
              data2 === "SCMP_ACT_ERRNO" ||
              data2 === "SCMP_ACT_NOTIFY" ||
              data2 === "SCMP_ACT_TRACE" ||
              data2 === "SCMP_ACT_LOG" ||
              data2 === "SCMP_ACT_ALLOW"
            )) {
              validate94.errors = [{ instancePath: instancePath + "/action", keyword: "enum" }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.errnoRet !== undefined) {
              let data3 = data.errnoRet;
              const _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)) && data3 !== null) {
                validate94.errors = [{ instancePath: instancePath + "/errnoRet", keyword: "type" }];
                return false;
              }
              if (errors === _errs7) {
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 4294967295 || isNaN(data3)) {
                    validate94.errors = [{ instancePath: instancePath + "/errnoRet", keyword: "maximum" }];
                    return false;
                  } else {
                    if (data3 < 0 || isNaN(data3)) {
                      validate94.errors = [{ instancePath: instancePath + "/errnoRet", keyword: "minimum" }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.args !== undefined) {
                let data4 = data.args;
                const _errs10 = errors;
                if (!Array.isArray(data4) && data4 !== null) {
                  validate94.errors = [{ instancePath: instancePath + "/args", keyword: "type" }];
                  return false;
                }
                if (errors === _errs10) {
                  if (Array.isArray(data4)) {
                    var valid2 = true;
                    const len1 = data4.length;
                    for (let i1 = 0; i1 < len1; i1++) {
                      const _errs13 = errors;
                      if (!validate95(data4[i1], { instancePath: instancePath + "/args/" + i1 })) {
                        vErrors = vErrors === null ? validate95.errors : vErrors.concat(validate95.errors);
                        errors = vErrors.length;
                      }
                      var valid2 = _errs13 === errors;
                      if (!valid2) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs10 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate94.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate94.errors = vErrors;
  return errors === 0;
};
const validate93 = function validate93(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate93.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.defaultAction === undefined && (missing0 = "defaultAction")) {
        validate93.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.defaultAction !== undefined) {
          let data0 = data.defaultAction;
          const _errs2 = errors;
          if (typeof data0 !== "string") {
            validate93.errors = [{ instancePath: instancePath + "/defaultAction", keyword: "type" }];
            return false;
          }
          if (!(
            data0 === "SCMP_ACT_KILL" ||
            data0 === "SCMP_ACT_KILL_THREAD" ||
            data0 === "SCMP_ACT_KILL_PROCESS" ||
            data0 === "SCMP_ACT_TRAP" ||
            data0 === "SCMP_ACT_ERRNO" ||
            data0 === "SCMP_ACT_NOTIFY" ||
            data0 === "SCMP_ACT_TRACE" ||
            data0 === "SCMP_ACT_LOG" ||
            data0 === "SCMP_ACT_ALLOW"
          )) {
            validate93.errors = [{ instancePath: instancePath + "/defaultAction", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.defaultErrnoRet !== undefined) {
            let data1 = data.defaultErrnoRet;
            const _errs4 = errors;
            if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && data1 !== null) {
              validate93.errors = [{ instancePath: instancePath + "/defaultErrnoRet", keyword: "type" }];
              return false;
            }
            if (errors === _errs4) {
              if (typeof data1 == "number" && isFinite(data1)) {
                if (data1 > 4294967295 || isNaN(data1)) {
                  validate93.errors = [{ instancePath: instancePath + "/defaultErrnoRet", keyword: "maximum" }];
                  return false;
                } else {
                  if (data1 < 0 || isNaN(data1)) {
                    validate93.errors = [{ instancePath: instancePath + "/defaultErrnoRet", keyword: "minimum" }];
                    return false;
                  }
                }
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.architectures !== undefined) {
              let data2 = data.architectures;
              const _errs7 = errors;
              if (!Array.isArray(data2) && data2 !== null) {
                validate93.errors = [{ instancePath: instancePath + "/architectures", keyword: "type" }];
                return false;
              }
              if (errors === _errs7) {
                if (Array.isArray(data2)) {
                  var valid1 = true;
                  const len0 = data2.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data3 = data2[i0];
                    const _errs10 = errors;
                    if (typeof data3 !== "string") {
                      validate93.errors = [{ instancePath: instancePath + "/architectures/" + i0, keyword: "type" }];
                      return false;
                    }
                    if (!(
                      data3 === "SCMP_ARCH_X86" ||
                      data3 === "SCMP_ARCH_X86_64" ||
                      data3 === "SCMP_ARCH_X32" ||
                      data3 === "SCMP_ARCH_ARM" ||
                      data3 === "SCMP_ARCH_AARCH64" ||
                      data3 === "SCMP_ARCH_MIPS" ||
                      data3 === "SCMP_ARCH_MIPS64" ||
                      data3 === "SCMP_ARCH_MIPS64N32" ||
                      data3 === "SCMP_ARCH_MIPSEL" ||
                      data3 === "SCMP_ARCH_MIPSEL64" ||
                      data3 === "SCMP_ARCH_MIPSEL64N32" ||
                      data3 === "SCMP_ARCH_PPC" ||
                      data3 === "SCMP_ARCH_PPC64" ||
                      data3 === "SCMP_ARCH_PPC64LE" ||
                      data3 === "SCMP_ARCH_S390" ||
                      data3 === "SCMP_ARCH_S390X" ||
                      data3 === "SCMP_ARCH_PARISC" ||
                      data3 === "SCMP_ARCH_PARISC64" ||
                      data3 === "SCMP_ARCH_RISCV64" ||
                      data3 === "SCMP_ARCH_LOONGARCH64" ||
                      data3 === "SCMP_ARCH_M68K" ||
                      data3 === "SCMP_ARCH_SH" ||
                      data3 === "SCMP_ARCH_SHEB"
                    )) {
                      validate93.errors = [{ instancePath: instancePath + "/architectures/" + i0, keyword: "enum" }];
                      return false;
                    }
                    var valid1 = _errs10 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.flags !== undefined) {
                let data4 = data.flags;
                const _errs12 = errors;
                if (!Array.isArray(data4) && data4 !== null) {
                  validate93.errors = [{ instancePath: instancePath + "/flags", keyword: "type" }];
                  return false;
                }
                if (errors === _errs12) {
                  if (Array.isArray(data4)) {
                    var valid2 = true;
                    const len1 = data4.length;
                    for (let i1 = 0; i1 < len1; i1++) {
                      let data5 = data4[i1];
                      const _errs15 = errors;
                      if (typeof data5 !== "string") {
                        validate93.errors = [{ instancePath: instancePath + "/flags/" + i1, keyword: "type" }];
                        return false;
                      }
                      if (!(
                        data5 === "SECCOMP_FILTER_FLAG_TSYNC" ||
                        data5 === "SECCOMP_FILTER_FLAG_LOG" ||
                        data5 === "SECCOMP_FILTER_FLAG_SPEC_ALLOW" ||
                        data5 === "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"
                      )) {
                        validate93.errors = [{ instancePath: instancePath + "/flags/" + i1, keyword: "enum" }];
                        return false;
                      }
                      var valid2 = _errs15 === errors;
                      if (!valid2) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs12 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.listenerPath !== undefined) {
                  let data6 = data.listenerPath;
                  const _errs17 = errors;
                  if (typeof data6 !== "string" && data6 !== null) {
                    validate93.errors = [{ instancePath: instancePath + "/listenerPath", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs17) {
                    if (typeof data6 === "string") {
                      if (!pattern3.test(data6)) {
                        validate93.errors = [{ instancePath: instancePath + "/listenerPath", keyword: "pattern" }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs17 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.listenerMetadata !== undefined) {
                    let data7 = data.listenerMetadata;
                    const _errs20 = errors;
                    if (typeof data7 !== "string" && data7 !== null) {
                      validate93.errors = [{ instancePath: instancePath + "/listenerMetadata", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs20) {
                      if (typeof data7 === "string") {
                        if (!pattern3.test(data7)) {
                          validate93.errors = [{ instancePath: instancePath + "/listenerMetadata", keyword: "pattern" }];
                          return false;
                        }
                      }
                    }
                    var valid0 = _errs20 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.syscalls !== undefined) {
                      let data8 = data.syscalls;
                      const _errs23 = errors;
                      if (!Array.isArray(data8) && data8 !== null) {
                        validate93.errors = [{ instancePath: instancePath + "/syscalls", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs23) {
                        if (Array.isArray(data8)) {
                          var valid3 = true;
                          const len2 = data8.length;
                          for (let i2 = 0; i2 < len2; i2++) {
                            const _errs26 = errors;
                            if (!validate94(data8[i2], { instancePath: instancePath + "/syscalls/" + i2 })) {
                              vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
                              errors = vErrors.length;
                            }
                            var valid3 = _errs26 === errors;
                            if (!valid3) {
                              break;
                            }
                          }
                        }
                      }
                      var valid0 = _errs23 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate93.errors = vErrors;
  return errors === 0;
};
const pattern44 = new RegExp("^MB:[^\\n\\0]*$", "");
const validate99 = function validate99(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate99.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.closID !== undefined) {
        let data0 = data.closID;
        const _errs2 = errors;
        if (typeof data0 !== "string" && data0 !== null) {
          validate99.errors = [{ instancePath: instancePath + "/closID", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (typeof data0 === "string") {
            if (!pattern3.test(data0)) {
              validate99.errors = [{ instancePath: instancePath + "/closID", keyword: "pattern" }];
              return false;
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.l3CacheSchema !== undefined) {
          let data1 = data.l3CacheSchema;
          const _errs5 = errors;
          if (typeof data1 !== "string" && data1 !== null) {
            validate99.errors = [{ instancePath: instancePath + "/l3CacheSchema", keyword: "type" }];
            return false;
          }
          if (errors === _errs5) {
            if (typeof data1 === "string") {
              if (!pattern3.test(data1)) {
                validate99.errors = [{ instancePath: instancePath + "/l3CacheSchema", keyword: "pattern" }];
                return false;
              }
            }
          }
          var valid0 = _errs5 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.memBwSchema !== undefined) {
            let data2 = data.memBwSchema;
            const _errs8 = errors;
            if (typeof data2 !== "string" && data2 !== null) {
              validate99.errors = [{ instancePath: instancePath + "/memBwSchema", keyword: "type" }];
              return false;
            }
            if (errors === _errs8) {
              if (typeof data2 === "string") {
                if (!pattern44.test(data2)) {
                  validate99.errors = [{ instancePath: instancePath + "/memBwSchema", keyword: "pattern" }];
                  return false;
                }
              }
            }
            var valid0 = _errs8 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.enableCMT !== undefined) {
              let data3 = data.enableCMT;
              const _errs11 = errors;
              if (typeof data3 !== "boolean" && data3 !== null) {
                validate99.errors = [{ instancePath: instancePath + "/enableCMT", keyword: "type" }];
                return false;
              }
              var valid0 = _errs11 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.enableMBM !== undefined) {
                let data4 = data.enableMBM;
                const _errs14 = errors;
                if (typeof data4 !== "boolean" && data4 !== null) {
                  validate99.errors = [{ instancePath: instancePath + "/enableMBM", keyword: "type" }];
                  return false;
                }
                var valid0 = _errs14 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    }
  }
  validate99.errors = vErrors;
  return errors === 0;
};
const validate101 = function validate101(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate101.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.domain === undefined && (missing0 = "domain")) {
        validate101.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.domain !== undefined) {
          let data0 = data.domain;
          const _errs2 = errors;
          if (typeof data0 !== "string") {
            validate101.errors = [{ instancePath: instancePath + "/domain", keyword: "type" }];
            return false;
          }
          if (!(data0 === "LINUX" || data0 === "LINUX32")) {
            validate101.errors = [{ instancePath: instancePath + "/domain", keyword: "enum" }];
            return false;
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.flags !== undefined) {
            let data1 = data.flags;
            const _errs4 = errors;
            if (!Array.isArray(data1) && data1 !== null) {
              validate101.errors = [{ instancePath: instancePath + "/flags", keyword: "type" }];
              return false;
            }
            if (errors === _errs4) {
              if (Array.isArray(data1)) {
                var valid1 = true;
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data2 = data1[i0];
                  const _errs7 = errors;
                  if (errors === _errs7) {
                    if (typeof data2 === "string") {
                      if (!pattern3.test(data2)) {
                        validate101.errors = [{ instancePath: instancePath + "/flags/" + i0, keyword: "pattern" }];
                        return false;
                      }
                    } else {
                      validate101.errors = [{ instancePath: instancePath + "/flags/" + i0, keyword: "type" }];
                      return false;
                    }
                  }
                  var valid1 = _errs7 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    }
  }
  validate101.errors = vErrors;
  return errors === 0;
};
const pattern34 = new RegExp("^(r?(private|slave|shared|unbindable))?$", "");
const pattern41 = new RegExp('^[^"\\n\\0]*$', "");
const validate54 = function validate54(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate54.errors = [{ instancePath, keyword: "type" }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.namespaces !== undefined) {
        let data0 = data.namespaces;
        const _errs2 = errors;
        if (!Array.isArray(data0) && data0 !== null) {
          validate54.errors = [{ instancePath: instancePath + "/namespaces", keyword: "type" }];
          return false;
        }
        if (errors === _errs2) {
          if (Array.isArray(data0)) {
            var valid1 = true;
            const len0 = data0.length;
            for (let i0 = 0; i0 < len0; i0++) {
              const _errs5 = errors;
              if (!validate55(data0[i0], { instancePath: instancePath + "/namespaces/" + i0 })) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
              }
              var valid1 = _errs5 === errors;
              if (!valid1) {
                break;
              }
            }
          }
        }
        var valid0 = _errs2 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.uidMappings !== undefined) {
          let data2 = data.uidMappings;
          const _errs6 = errors;
          if (!Array.isArray(data2) && data2 !== null) {
            validate54.errors = [{ instancePath: instancePath + "/uidMappings", keyword: "type" }];
            return false;
          }
          if (errors === _errs6) {
            if (Array.isArray(data2)) {
              var valid2 = true;
              const len1 = data2.length;
              for (let i1 = 0; i1 < len1; i1++) {
                const _errs9 = errors;
                if (!validate41(data2[i1], { instancePath: instancePath + "/uidMappings/" + i1 })) {
                  vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
                  errors = vErrors.length;
                }
                var valid2 = _errs9 === errors;
                if (!valid2) {
                  break;
                }
              }
            }
          }
          var valid0 = _errs6 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.gidMappings !== undefined) {
            let data4 = data.gidMappings;
            const _errs10 = errors;
            if (!Array.isArray(data4) && data4 !== null) {
              validate54.errors = [{ instancePath: instancePath + "/gidMappings", keyword: "type" }];
              return false;
            }
            if (errors === _errs10) {
              if (Array.isArray(data4)) {
                var valid3 = true;
                const len2 = data4.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  const _errs13 = errors;
                  if (!validate41(data4[i2], { instancePath: instancePath + "/gidMappings/" + i2 })) {
                    vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
                    errors = vErrors.length;
                  }
                  var valid3 = _errs13 === errors;
                  if (!valid3) {
                    break;
                  }
                }
              }
            }
            var valid0 = _errs10 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.timeOffsets !== undefined) {
              const _errs14 = errors;
              if (!validate59(data.timeOffsets, { instancePath: instancePath + "/timeOffsets" })) {
                vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs14 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.devices !== undefined) {
                let data7 = data.devices;
                const _errs15 = errors;
                if (!Array.isArray(data7) && data7 !== null) {
                  validate54.errors = [{ instancePath: instancePath + "/devices", keyword: "type" }];
                  return false;
                }
                if (errors === _errs15) {
                  if (Array.isArray(data7)) {
                    var valid4 = true;
                    const len3 = data7.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      const _errs18 = errors;
                      if (!validate64(data7[i3], { instancePath: instancePath + "/devices/" + i3 })) {
                        vErrors = vErrors === null ? validate64.errors : vErrors.concat(validate64.errors);
                        errors = vErrors.length;
                      }
                      var valid4 = _errs18 === errors;
                      if (!valid4) {
                        break;
                      }
                    }
                  }
                }
                var valid0 = _errs15 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.cgroupsPath !== undefined) {
                  let data9 = data.cgroupsPath;
                  const _errs19 = errors;
                  if (typeof data9 !== "string" && data9 !== null) {
                    validate54.errors = [{ instancePath: instancePath + "/cgroupsPath", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs19) {
                    if (typeof data9 === "string") {
                      if (!pattern3.test(data9)) {
                        validate54.errors = [{ instancePath: instancePath + "/cgroupsPath", keyword: "pattern" }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs19 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.resources !== undefined) {
                    const _errs22 = errors;
                    if (!validate66(data.resources, { instancePath: instancePath + "/resources" })) {
                      vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
                      errors = vErrors.length;
                    }
                    var valid0 = _errs22 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.rootfsPropagation !== undefined) {
                      let data11 = data.rootfsPropagation;
                      const _errs23 = errors;
                      if (typeof data11 !== "string" && data11 !== null) {
                        validate54.errors = [{ instancePath: instancePath + "/rootfsPropagation", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs23) {
                        if (typeof data11 === "string") {
                          if (!pattern34.test(data11)) {
                            validate54.errors = [{ instancePath: instancePath + "/rootfsPropagation", keyword: "pattern" }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs23 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.seccomp !== undefined) {
                        const _errs26 = errors;
                        if (!validate93(data.seccomp, { instancePath: instancePath + "/seccomp" })) {
                          vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors);
                          errors = vErrors.length;
                        }
                        var valid0 = _errs26 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.sysctl !== undefined) {
                          let data13 = data.sysctl;
                          const _errs27 = errors;
                          if (!(data13 && typeof data13 == "object" && !Array.isArray(data13)) && data13 !== null) {
                            validate54.errors = [{ instancePath: instancePath + "/sysctl", keyword: "type" }];
                            return false;
                          }
                          if (errors === _errs27) {
                            if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                              for (const key0 in data13) {
                                let data14 = data13[key0];
                                const _errs31 = errors;
                                if (errors === _errs31) {
                                  if (typeof data14 === "string") {
                                    if (!pattern3.test(data14)) {
                                      validate54.errors = [
                                        {
                                          instancePath: instancePath + "/sysctl/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
                                          keyword: "pattern",
                                        },
                                      ];
                                      return false;
                                    }
                                  } else {
                                    validate54.errors = [
                                      {
                                        instancePath: instancePath + "/sysctl/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
                                        keyword: "type",
                                      },
                                    ];
                                    return false;
                                  }
                                }
                                var valid5 = _errs31 === errors;
                                if (!valid5) {
                                  break;
                                }
                              }
                            }
                          }
                          var valid0 = _errs27 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.maskedPaths !== undefined) {
                            let data15 = data.maskedPaths;
                            const _errs33 = errors;
                            if (!Array.isArray(data15) && data15 !== null) {
                              validate54.errors = [{ instancePath: instancePath + "/maskedPaths", keyword: "type" }];
                              return false;
                            }
                            if (errors === _errs33) {
                              if (Array.isArray(data15)) {
                                var valid6 = true;
                                const len4 = data15.length;
                                for (let i4 = 0; i4 < len4; i4++) {
                                  let data16 = data15[i4];
                                  const _errs36 = errors;
                                  if (errors === _errs36) {
                                    if (typeof data16 === "string") {
                                      if (!pattern2.test(data16)) {
                                        validate54.errors = [{ instancePath: instancePath + "/maskedPaths/" + i4, keyword: "pattern" }];
                                        return false;
                                      }
                                    } else {
                                      validate54.errors = [{ instancePath: instancePath + "/maskedPaths/" + i4, keyword: "type" }];
                                      return false;
                                    }
                                  }
                                  var valid6 = _errs36 === errors;
                                  if (!valid6) {
                                    break;
                                  }
                                }
                              }
                            }
                            var valid0 = _errs33 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.readonlyPaths !== undefined) {
                              let data17 = data.readonlyPaths;
                              const _errs38 = errors;
                              if (!Array.isArray(data17) && data17 !== null) {
                                validate54.errors = [{ instancePath: instancePath + "/readonlyPaths", keyword: "type" }];
                                return false;
                              }
                              if (errors === _errs38) {
                                if (Array.isArray(data17)) {
                                  var valid7 = true;
                                  const len5 = data17.length;
                                  for (let i5 = 0; i5 < len5; i5++) {
                                    let data18 = data17[i5];
                                    const _errs41 = errors;
                                    if (errors === _errs41) {
                                      if (typeof data18 === "string") {
                                        if (!pattern2.test(data18)) {
                                          validate54.errors = [{ instancePath: instancePath + "/readonlyPaths/" + i5, keyword: "pattern" }];
                                          return false;
                                        }
                                      } else {
                                        validate54.errors = [{ instancePath: instancePath + "/readonlyPaths/" + i5, keyword: "type" }];
                                        return false;
                                      }
                                    }
                                    var valid7 = _errs41 === errors;
                                    if (!valid7) {
                                      break;
                                    }
                                  }
                                }
                              }
                              var valid0 = _errs38 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.mountLabel !== undefined) {
                                let data19 = data.mountLabel;
                                const _errs43 = errors;
                                if (typeof data19 !== "string" && data19 !== null) {
                                  validate54.errors = [{ instancePath: instancePath + "/mountLabel", keyword: "type" }];
                                  return false;
                                }
                                if (errors === _errs43) {
                                  if (typeof data19 === "string") {
                                    if (!pattern41.test(data19)) {
                                      validate54.errors = [{ instancePath: instancePath + "/mountLabel", keyword: "pattern" }];
                                      return false;
                                    }
                                  }
                                }
                                var valid0 = _errs43 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.intelRdt !== undefined) {
                                  const _errs46 = errors;
                                  if (!validate99(data.intelRdt, { instancePath: instancePath + "/intelRdt" })) {
                                    vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid0 = _errs46 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.personality !== undefined) {
                                    const _errs47 = errors;
                                    if (!validate101(data.personality, { instancePath: instancePath + "/personality" })) {
                                      vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
                                      errors = vErrors.length;
                                    }
                                    var valid0 = _errs47 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate54.errors = vErrors;
  return errors === 0;
};
const validate21 = function validate21(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.ociVersion === undefined && (missing0 = "ociVersion")) || (data.root === undefined && (missing0 = "root"))) {
        validate21.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.ociVersion !== undefined) {
          let data0 = data.ociVersion;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern0.test(data0)) {
                validate21.errors = [{ instancePath: instancePath + "/ociVersion", keyword: "pattern" }];
                return false;
              }
            } else {
              validate21.errors = [{ instancePath: instancePath + "/ociVersion", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.root !== undefined) {
            const _errs3 = errors;
            if (!validate22(data.root, { instancePath: instancePath + "/root" })) {
              vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
              errors = vErrors.length;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.process !== undefined) {
              const _errs4 = errors;
              if (!validate24(data.process, { instancePath: instancePath + "/process" })) {
                vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.hostname !== undefined) {
                let data3 = data.hostname;
                const _errs5 = errors;
                if (typeof data3 !== "string" && data3 !== null) {
                  validate21.errors = [{ instancePath: instancePath + "/hostname", keyword: "type" }];
                  return false;
                }
                if (errors === _errs5) {
                  if (typeof data3 === "string") {
                    if (!pattern3.test(data3)) {
                      validate21.errors = [{ instancePath: instancePath + "/hostname", keyword: "pattern" }];
                      return false;
                    }
                  }
                }
                var valid0 = _errs5 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.domainname !== undefined) {
                  let data4 = data.domainname;
                  const _errs8 = errors;
                  if (typeof data4 !== "string" && data4 !== null) {
                    validate21.errors = [{ instancePath: instancePath + "/domainname", keyword: "type" }];
                    return false;
                  }
                  if (errors === _errs8) {
                    if (typeof data4 === "string") {
                      if (!pattern3.test(data4)) {
                        validate21.errors = [{ instancePath: instancePath + "/domainname", keyword: "pattern" }];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.mounts !== undefined) {
                    let data5 = data.mounts;
                    const _errs11 = errors;
                    if (!Array.isArray(data5) && data5 !== null) {
                      validate21.errors = [{ instancePath: instancePath + "/mounts", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs11) {
                      if (Array.isArray(data5)) {
                        var valid1 = true;
                        const len0 = data5.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          const _errs14 = errors;
                          if (!validate40(data5[i0], { instancePath: instancePath + "/mounts/" + i0 })) {
                            vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
                            errors = vErrors.length;
                          }
                          var valid1 = _errs14 === errors;
                          if (!valid1) {
                            break;
                          }
                        }
                      }
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.hooks !== undefined) {
                      const _errs15 = errors;
                      if (!validate45(data.hooks, { instancePath: instancePath + "/hooks" })) {
                        vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
                        errors = vErrors.length;
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.annotations !== undefined) {
                        let data8 = data.annotations;
                        const _errs16 = errors;
                        if (!(data8 && typeof data8 == "object" && !Array.isArray(data8)) && data8 !== null) {
                          validate21.errors = [{ instancePath: instancePath + "/annotations", keyword: "type" }];
                          return false;
                        }
                        if (errors === _errs16) {
                          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                            for (const key0 in data8) {
                              const _errs20 = errors;
                              if (typeof data8[key0] !== "string") {
                                validate21.errors = [
                                  {
                                    instancePath: instancePath + "/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
                                    keyword: "type",
                                  },
                                ];
                                return false;
                              }
                              var valid2 = _errs20 === errors;
                              if (!valid2) {
                                break;
                              }
                            }
                          }
                        }
                        var valid0 = _errs16 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.linux !== undefined) {
                          const _errs22 = errors;
                          if (!validate54(data.linux, { instancePath: instancePath + "/linux" })) {
                            vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
                            errors = vErrors.length;
                          }
                          var valid0 = _errs22 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate21.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
};
const validate104 = function validate104(data, { instancePath = "" } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (
        (data.cwd === undefined && (missing0 = "cwd")) ||
        (data.args === undefined && (missing0 = "args")) ||
        (data.user === undefined && (missing0 = "user"))
      ) {
        validate104.errors = [{ instancePath, keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.cwd !== undefined) {
          let data0 = data.cwd;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (!pattern2.test(data0)) {
                validate104.errors = [{ instancePath: instancePath + "/cwd", keyword: "pattern" }];
                return false;
              }
            } else {
              validate104.errors = [{ instancePath: instancePath + "/cwd", keyword: "type" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.args !== undefined) {
            let data1 = data.args;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (Array.isArray(data1)) {
                if (data1.length < 1) {
                  validate104.errors = [{ instancePath: instancePath + "/args", keyword: "minItems" }];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data1.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    const _errs5 = errors;
                    if (errors === _errs5) {
                      if (typeof data2 === "string") {
                        if (!pattern3.test(data2)) {
                          validate104.errors = [{ instancePath: instancePath + "/args/" + i0, keyword: "pattern" }];
                          return false;
                        }
                      } else {
                        validate104.errors = [{ instancePath: instancePath + "/args/" + i0, keyword: "type" }];
                        return false;
                      }
                    }
                    var valid1 = _errs5 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate104.errors = [{ instancePath: instancePath + "/args", keyword: "type" }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.user !== undefined) {
              const _errs7 = errors;
              if (!validate25(data.user, { instancePath: instancePath + "/user" })) {
                vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.terminal !== undefined) {
                let data4 = data.terminal;
                const _errs8 = errors;
                if (typeof data4 !== "boolean" && data4 !== null) {
                  validate104.errors = [{ instancePath: instancePath + "/terminal", keyword: "type" }];
                  return false;
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.consoleSize !== undefined) {
                  const _errs11 = errors;
                  if (!validate27(data.consoleSize, { instancePath: instancePath + "/consoleSize" })) {
                    vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.env !== undefined) {
                    let data6 = data.env;
                    const _errs12 = errors;
                    if (!Array.isArray(data6) && data6 !== null) {
                      validate104.errors = [{ instancePath: instancePath + "/env", keyword: "type" }];
                      return false;
                    }
                    if (errors === _errs12) {
                      if (Array.isArray(data6)) {
                        var valid2 = true;
                        const len1 = data6.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data7 = data6[i1];
                          const _errs15 = errors;
                          if (errors === _errs15) {
                            if (typeof data7 === "string") {
                              if (!pattern3.test(data7)) {
                                validate104.errors = [{ instancePath: instancePath + "/env/" + i1, keyword: "pattern" }];
                                return false;
                              }
                            } else {
                              validate104.errors = [{ instancePath: instancePath + "/env/" + i1, keyword: "type" }];
                              return false;
                            }
                          }
                          var valid2 = _errs15 === errors;
                          if (!valid2) {
                            break;
                          }
                        }
                      }
                    }
                    var valid0 = _errs12 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.commandLine !== undefined) {
                      let data8 = data.commandLine;
                      const _errs17 = errors;
                      if (typeof data8 !== "string" && data8 !== null) {
                        validate104.errors = [{ instancePath: instancePath + "/commandLine", keyword: "type" }];
                        return false;
                      }
                      if (errors === _errs17) {
                        if (typeof data8 === "string") {
                          if (!pattern3.test(data8)) {
                            validate104.errors = [{ instancePath: instancePath + "/commandLine", keyword: "pattern" }];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs17 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.capabilities !== undefined) {
                        const _errs20 = errors;
                        if (!validate29(data.capabilities, { instancePath: instancePath + "/capabilities" })) {
                          vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
                          errors = vErrors.length;
                        }
                        var valid0 = _errs20 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.noNewPrivileges !== undefined) {
                          let data10 = data.noNewPrivileges;
                          const _errs21 = errors;
                          if (typeof data10 !== "boolean" && data10 !== null) {
                            validate104.errors = [{ instancePath: instancePath + "/noNewPrivileges", keyword: "type" }];
                            return false;
                          }
                          var valid0 = _errs21 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.apparmorProfile !== undefined) {
                            let data11 = data.apparmorProfile;
                            const _errs24 = errors;
                            if (typeof data11 !== "string" && data11 !== null) {
                              validate104.errors = [{ instancePath: instancePath + "/apparmorProfile", keyword: "type" }];
                              return false;
                            }
                            if (errors === _errs24) {
                              if (typeof data11 === "string") {
                                if (!pattern3.test(data11)) {
                                  validate104.errors = [{ instancePath: instancePath + "/apparmorProfile", keyword: "pattern" }];
                                  return false;
                                }
                              }
                            }
                            var valid0 = _errs24 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.selinuxLabel !== undefined) {
                              let data12 = data.selinuxLabel;
                              const _errs27 = errors;
                              if (typeof data12 !== "string" && data12 !== null) {
                                validate104.errors = [{ instancePath: instancePath + "/selinuxLabel", keyword: "type" }];
                                return false;
                              }
                              if (errors === _errs27) {
                                if (typeof data12 === "string") {
                                  if (!pattern3.test(data12)) {
                                    validate104.errors = [{ instancePath: instancePath + "/selinuxLabel", keyword: "pattern" }];
                                    return false;
                                  }
                                }
                              }
                              var valid0 = _errs27 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.oomScoreAdj !== undefined) {
                                let data13 = data.oomScoreAdj;
                                const _errs30 = errors;
                                if (
                                  !(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)) &&
                                  data13 !== null
                                ) {
                                  validate104.errors = [{ instancePath: instancePath + "/oomScoreAdj", keyword: "type" }];
                                  return false;
                                }
                                if (errors === _errs30) {
                                  if (typeof data13 == "number" && isFinite(data13)) {
                                    if (data13 > 1000 || isNaN(data13)) {
                                      validate104.errors = [{ instancePath: instancePath + "/oomScoreAdj", keyword: "maximum" }];
                                      return false;
                                    } else {
                                      if (data13 < -1000 || isNaN(data13)) {
                                        validate104.errors = [{ instancePath: instancePath + "/oomScoreAdj", keyword: "minimum" }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                                var valid0 = _errs30 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.rlimits !== undefined) {
                                  let data14 = data.rlimits;
                                  const _errs33 = errors;
                                  if (!Array.isArray(data14) && data14 !== null) {
                                    validate104.errors = [{ instancePath: instancePath + "/rlimits", keyword: "type" }];
                                    return false;
                                  }
                                  if (errors === _errs33) {
                                    if (Array.isArray(data14)) {
                                      var valid3 = true;
                                      const len2 = data14.length;
                                      for (let i2 = 0; i2 < len2; i2++) {
                                        const _errs36 = errors;
                                        if (!validate31(data14[i2], { instancePath: instancePath + "/rlimits/" + i2 })) {
                                          vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid3 = _errs36 === errors;
                                        if (!valid3) {
                                          break;
                                        }
                                      }
                                    }
                                  }
                                  var valid0 = _errs33 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.scheduler !== undefined) {
                                    const _errs37 = errors;
                                    if (!validate33(data.scheduler, { instancePath: instancePath + "/scheduler" })) {
                                      vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
                                      errors = vErrors.length;
                                    }
                                    var valid0 = _errs37 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.ioPriority !== undefined) {
                                      const _errs38 = errors;
                                      if (!validate35(data.ioPriority, { instancePath: instancePath + "/ioPriority" })) {
                                        vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
                                        errors = vErrors.length;
                                      }
                                      var valid0 = _errs38 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.execCPUAffinity !== undefined) {
                                        const _errs39 = errors;
                                        if (!validate37(data.execCPUAffinity, { instancePath: instancePath + "/execCPUAffinity" })) {
                                          vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid0 = _errs39 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate104.errors = [{ instancePath, keyword: "type" }];
      return false;
    }
  }
  validate104.errors = vErrors;
  return errors === 0;
};
export const configuration = validate21;
export const process = validate104;
export const resources = validate66;
