// Draws a process in the browser: bpmn-js with a panel of ours for what our own attributes say. What is drawn
// goes back as the file itself; the server reads it as it reads any file.
(() => {
  "use strict";
  const form = document.querySelector("[data-process-editor]");
  if (!form || !window.BpmnJS) return;

  const OURS = {
    name: "MotCua", uri: "urn:motcua:process:1", prefix: "motcua", xml: { tagAlias: "lowerCase" },
    types: [{
      name: "Step", superClass: ["Element"],
      properties: ["role", "post", "hours", "operation", "form"].map((name) => ({ name, isAttr: true, type: "String" })),
    }],
  };
  const STEPS = ["bpmn:Task", "bpmn:UserTask", "bpmn:ManualTask"];
  const STEP_PARTS = ["role", "post", "hours", "operation", "form"];
  const WORDS = {
    "Activate hand tool": "Kéo trang vẽ", "Activate lasso tool": "Chọn một vùng", "Activate create/remove space tool": "Giãn, thu khoảng trống",
    "Activate global connect tool": "Nối hai phần tử", "Create start event": "Thêm sự kiện bắt đầu", "Create end event": "Thêm sự kiện kết thúc",
    "Create intermediate/boundary event": "Thêm sự kiện giữa", "Create gateway": "Thêm cổng", "Create task": "Thêm bước",
    "Create expanded sub-process": "Thêm quy trình con", "Create pool/participant": "Thêm cơ quan", "Create group": "Thêm khung nhóm",
    "Create data object reference": "Thêm tài liệu", "Create data store reference": "Thêm kho dữ liệu", "Append task": "Thêm bước tiếp theo",
    "Append end event": "Thêm kết thúc", "Append gateway": "Thêm cổng tiếp theo", "Append intermediate/boundary event": "Thêm sự kiện tiếp theo",
    "Append text annotation": "Thêm ghi chú", "Add text annotation": "Thêm ghi chú", "Change element": "Đổi loại", "Change type": "Đổi loại",
    "Delete": "Bỏ", "Remove": "Bỏ", "Connect to other element": "Nối tới phần tử khác", "Connect using association": "Nối ghi chú",
    "Set color": "Đổi màu", "Search in diagram": "Tìm trong sơ đồ", "User task": "Việc của cán bộ", "Manual task": "Việc làm ngoài hệ thống",
    "Task": "Công việc", "Exclusive gateway": "Cổng rẽ nhánh", "Parallel gateway": "Cổng song song", "Event-based gateway": "Cổng chờ sự kiện",
    "Start event": "Sự kiện bắt đầu", "End event": "Sự kiện kết thúc", "Send task": "Việc gửi tin", "Receive task": "Việc nhận tin",
    "Add lane above": "Thêm làn ở trên", "Add lane below": "Thêm làn ở dưới", "Divide into two lanes": "Chia hai làn", "Divide into three lanes": "Chia ba làn",
    "Sequence flow": "Luồng", "Default flow": "Nhánh mặc định", "Conditional flow": "Nhánh có điều kiện",
  };
  const vietnamese = document.documentElement.lang === "vi";
  const translate = (text, places = {}) => ((vietnamese && WORDS[text]) || text).replace(/{([^}]+)}/g, (whole, key) => places[key] ?? whole);

  form.hidden = false;
  document.querySelector("[data-without-script]").hidden = true;
  const editor = new window.BpmnJS({
    container: form.querySelector("[data-canvas]"),
    moddleExtensions: { motcua: OURS },
    additionalModules: [{ translate: ["value", translate] }],
  });
  const get = (name) => editor.get(name);
  const panel = form.querySelector("[data-panel]");
  const source = form.elements.content;
  let chosen = null;
  let changed = false;
  let sending = false;

  const step = (own) => own.extensionElements?.values?.find((each) => each.$type === "motcua:Step");
  const event = (own, type) => own.eventDefinitions?.find((each) => each.$type === `bpmn:${type}EventDefinition`);
  const conditional = (own) => own.$type === "bpmn:SequenceFlow" && own.sourceRef?.$type === "bpmn:ExclusiveGateway";
  const timer = (own) => event(own, "Timer");
  const told = (own) => event(own, "Message") || (["bpmn:SendTask", "bpmn:ReceiveTask"].includes(own.$type) ? own : null);

  const shown = (own) => ({
    name: own.$type !== "bpmn:TextAnnotation" && "name" in own.$descriptor.propertiesByName,
    step: STEPS.includes(own.$type), condition: conditional(own), timer: Boolean(timer(own)), message: Boolean(told(own)),
    said: "documentation" in own.$descriptor.propertiesByName,
  });
  const value = (own, part) => {
    if (STEP_PARTS.includes(part)) return step(own)?.[part] ?? "";
    if (part === "name") return own.name ?? "";
    if (part === "condition") return own.conditionExpression?.body ?? "";
    if (part === "default") return own.sourceRef?.default === own;
    if (part === "duration") return timer(own)?.timeDuration?.body ?? "";
    if (part === "message") return told(own)?.messageRef?.name ?? "";
    return own.documentation?.[0]?.text ?? "";
  };

  const show = () => {
    const own = chosen?.businessObject;
    const parts = own ? shown(own) : {};
    panel.querySelector("[data-nothing]").hidden = Boolean(own);
    for (const field of panel.querySelectorAll("[data-for]")) {
      field.hidden = !parts[field.dataset.for];
      const box = field.querySelector("[data-part]");
      if (field.hidden) continue;
      if (box.type === "checkbox") box.checked = value(own, box.dataset.part);
      else if (box !== document.activeElement) box.value = value(own, box.dataset.part);
    }
  };

  const made = (type, facts) => get("moddle").create(type, facts);
  const message = (name) => {
    const roots = editor.getDefinitions().rootElements;
    const known = roots.find((each) => each.$type === "bpmn:Message" && each.name === name);
    if (known || !name) return known;
    const fresh = made("bpmn:Message", { id: get("moddle").ids.nextPrefixed("Message_"), name });
    fresh.$parent = editor.getDefinitions();
    roots.push(fresh);
    return fresh;
  };
  const put = (own, part, said) => {
    const modeling = get("modeling");
    if (STEP_PARTS.includes(part)) {
      const others = (own.extensionElements?.values ?? []).filter((each) => each.$type !== "motcua:Step");
      const facts = Object.fromEntries(STEP_PARTS.map((name) => [name, step(own)?.[name]]).filter(([, kept]) => kept));
      if (said) facts[part] = said;
      else delete facts[part];
      const values = Object.keys(facts).length ? [...others, made("motcua:Step", facts)] : others;
      const inside = values.length ? made("bpmn:ExtensionElements", { values }) : undefined;
      values.forEach((each) => { each.$parent = inside; });
      modeling.updateProperties(chosen, { extensionElements: inside });
    } else if (part === "name") modeling.updateProperties(chosen, { name: said });
    else if (part === "condition") {
      modeling.updateProperties(chosen, { conditionExpression: said ? made("bpmn:FormalExpression", { body: said }) : undefined });
    } else if (part === "default") modeling.updateProperties(chosen.source, { default: said ? own : undefined });
    else if (part === "duration") {
      const body = said ? made("bpmn:FormalExpression", { body: said }) : undefined;
      modeling.updateModdleProperties(chosen, timer(own), { timeDuration: body, timeDate: undefined });
    } else if (part === "message") modeling.updateModdleProperties(chosen, told(own), { messageRef: message(said) });
    else modeling.updateProperties(chosen, { documentation: said ? [made("bpmn:Documentation", { text: said })] : [] });
  };

  panel.addEventListener("change", ({ target }) => {
    if (!chosen || !target.dataset.part) return;
    put(chosen.businessObject, target.dataset.part, target.type === "checkbox" ? target.checked : target.value.trim());
    show();
  });

  const start = async () => {
    await editor.importXML(source.value);
    get("canvas").zoom("fit-viewport", "auto");
    editor.on("selection.changed", ({ newSelection }) => {
      const [one] = newSelection;
      chosen = newSelection.length === 1 ? one.labelTarget || one : null;
      show();
    });
    editor.on("commandStack.changed", () => {
      changed = true;
      if (chosen && !get("elementRegistry").get(chosen.id)) chosen = null;
      show();
    });
    for (const button of document.querySelectorAll("[data-fault]")) {
      const found = get("elementRegistry").get(button.dataset.fault);
      button.hidden = !found;
      if (!found) continue;
      get("canvas").addMarker(found, "faulty");
      button.addEventListener("click", () => {
        get("canvas").scrollToElement(found);
        get("selection").select(found);
      });
    }
    form.dataset.ready = "";
  };

  form.addEventListener("submit", async (submitted) => {
    if (sending) return;
    submitted.preventDefault();
    try {
      source.value = (await editor.saveXML({ format: true })).xml;
      sending = true;
      form.submit();
    } catch {
      const status = form.querySelector("[data-said]");
      status.textContent = status.dataset.said;
    }
  });
  window.addEventListener("beforeunload", (leaving) => {
    if (changed && !sending) leaving.preventDefault();
  });
  start().catch(() => {
    form.hidden = true;
    document.querySelector("[data-without-script]").hidden = false;
  });
})();
