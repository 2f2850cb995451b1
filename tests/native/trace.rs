//! Traceability: every claim of the original article is covered by the content, in every language, and every row of
//! the fact sheets is used or left out with a reason.
//!
//! This file has only the ids; the sentences are in `content/`.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::content::{LANGUAGES, LEFT_OUT, PACKS, TRACE, TextId, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Claims of the article, each with the rows of the fact sheet that confirm or correct it. A row that ends with `*`
/// matches all rows with that prefix.
const CLAIMS: &[(&str, &[&str])] = &[
    ("S01", &["def.metastatic", "def.stage4", "def.nodes"]),
    (
        "S02",
        &[
            "site.common",
            "site.bone.common",
            "site.liver.common",
            "site.lung.common",
            "site.brain.common",
        ],
    ),
    ("S03", &["def.spread"]),
    ("S04", &["def.stillbreast"]),
    ("S05", &["def.denovo"]),
    ("S06", &["def.denovo.share"]),
    ("S07", &["def.recurrent", "def.recurrent.share"]),
    (
        "S08",
        &["def.notfault", "def.dormant", "life.first.notfault"],
    ),
    ("S09", &["sub.many"]),
    ("S10", &["sub.hr.what", "sub.hr.tx.first"]),
    ("S11", &["sub.her2.what"]),
    ("S12", &["sub.her2.tx.first", "drug.*"]),
    ("S13", &["sub.tnbc.what", "sub.her2low.overlap"]),
    ("S14", &["sub.tnbc.behaviour"]),
    ("S15", &["sub.tnbc.tx.first"]),
    ("S16", &["sub.guides"]),
    ("S17", &["site.bone.common", "site.bone.symptom.*"]),
    ("S18", &["site.liver.symptom.*"]),
    ("S19", &["site.lung.symptom.*"]),
    ("S20", &["site.brain.common", "site.brain.symptom.*"]),
    ("S21", &["stage.scans", "stage.word", "stage.biopsy"]),
    ("S22", &["tx.goal"]),
    ("S23", &["tx.chronic", "live.years"]),
    ("S24", &["tx.goal.list"]),
    ("S25", &["tx.personal"]),
    ("S26", &["tx.systemic"]),
    ("S27", &["tx.hormone"]),
    ("S28", &["tx.targeted"]),
    ("S29", &["tx.chemo"]),
    ("S30", &["tx.immuno"]),
    ("S31", &["tx.radiation"]),
    ("S32", &["tx.surgery", "tx.surgery.primary"]),
    ("S33", &["tx.trials", "res.clinicaltrials"]),
    ("S34", &["live.team", "live.team.radonc"]),
    ("S35", &["live.palliative", "live.palliative.names"]),
    ("S36", &["live.sidefx"]),
    ("S37", &["live.emotion", "live.writing"]),
    ("S38", &["res.sbc"]),
    ("S39", &["live.acp"]),
    ("S40", &["myth.deathsentence", "live.years"]),
    ("S41", &["myth.wrong"]),
    ("S42", &["myth.chemo"]),
    ("S43", &["prog.*", "prog.rule", "never.hype"]),
    (
        "S44",
        &["drug.palbociclib", "drug.ribociclib", "drug.abemaciclib"],
    ),
    ("S45", &["drug.tdxd", "drug.sg", "drug.dato"]),
    ("S46", &["drug.pembro"]),
    ("S47", &["drug.olaparib", "drug.talazoparib"]),
    ("S48", &["stage.liquid", "prog.liquid", "prog.esr1"]),
    ("S49", &["prog.voices"]),
    ("S50", &["live.isolation"]),
    ("S51", &["res.sbc"]),
    ("S52", &["res.mbcn"]),
    ("S53", &["res.lbbc"]),
    ("S54", &["res.metavivor"]),
];

/// Every row of the fact sheet by section, and of the three that came after it: how to live with it, what treatment does
/// to you, and what is current.
const ROWS: &[(&str, &str)] = &[
    (
        "1",
        "def.metastatic def.names def.advanced.note def.stage4 def.stage.recur def.spread def.metastasis \
         def.stillbreast def.stillbreast.how def.denovo def.denovo.share def.denovo.biology def.recurrent \
         def.recurrent.share def.recurrent.risk def.dormant def.notfault def.local def.nodes def.nodes.detail \
         def.men def.howmany def.age def.nosymptoms def.curable def.oligomet",
    ),
    (
        "2.0",
        "site.common site.any site.order site.share.range site.several site.caution site.rule.report \
         site.general.symptoms site.tx.main",
    ),
    (
        "2.1",
        "site.bone.common site.bone.where site.bone.how site.bone.symptom.pain site.bone.symptom.pain.feel \
         site.bone.symptom.fracture site.bone.symptom.calcium site.bone.symptom.nerve \
         site.bone.symptom.marrow site.bone.tests site.bone.scan.note site.bone.tx.drugs site.bone.tx.jaw \
         site.bone.tx.rad site.bone.tx.surgery site.bone.tx.pain site.bone.long site.bone.q",
    ),
    (
        "2.2",
        "site.liver.common site.liver.reserve site.liver.symptom.pain site.liver.symptom.pain.note \
         site.liver.symptom.fatigue site.liver.symptom.appetite site.liver.symptom.jaundice \
         site.liver.symptom.ascites site.liver.symptom.other site.liver.symptom.tests \
         site.liver.symptom.confusion site.liver.tests site.liver.tx site.liver.tx.relief site.liver.q",
    ),
    (
        "2.3",
        "site.lung.common site.lung.quiet site.lung.symptom.breath site.lung.symptom.cough \
         site.lung.symptom.chest site.lung.symptom.blood site.lung.symptom.other site.lung.effusion \
         site.lung.tests site.lung.tx site.lung.tx.drain site.lung.tx.relief site.lung.otherlung site.lung.q",
    ),
    (
        "2.4",
        "site.brain.common site.brain.subtype site.brain.usually site.brain.where site.brain.symptom.headache \
         site.brain.symptom.vision site.brain.symptom.balance site.brain.symptom.weak \
         site.brain.symptom.seizure site.brain.symptom.mind site.brain.symptom.speech site.brain.lepto \
         site.brain.lepto.tests site.brain.tests site.brain.screen site.brain.tx site.brain.tx.drugs \
         site.brain.driving site.brain.q",
    ),
    (
        "2.5",
        "urgent.cord urgent.cord.time urgent.fracture urgent.calcium urgent.seizure urgent.headache \
         urgent.stroke urgent.confusion urgent.breath urgent.chest urgent.cough.blood urgent.clot \
         urgent.jaundice urgent.belly urgent.fever urgent.drug.lung urgent.bleed urgent.suicide urgent.svc \
         urgent.diarrhea urgent.allergy urgent.seizure.help urgent.drive urgent.neuropathy urgent.rule",
    ),
    (
        "2.6",
        "site.other.nodes site.other.skin site.other.ovary site.other.periton site.other.eye \
         site.other.adrenal site.other.marrow site.lobular",
    ),
    (
        "3.0",
        "sub.many sub.guides sub.shares sub.shares.note sub.race sub.rebiopsy sub.rebiopsy.practical \
         sub.sites sub.site.rule",
    ),
    (
        "3.1",
        "sub.hr.what sub.hr.share sub.hr.tx.first sub.hr.tx.hormones sub.hr.tx.next sub.hr.tx.later \
         sub.hr.chemofirst sub.hr.sites sub.hr.q",
    ),
    (
        "3.2",
        "sub.her2.what sub.her2.share sub.her2.tx.first sub.her2.tx.next sub.her2.maint sub.her2.heart \
         sub.her2.sites sub.her2.q",
    ),
    (
        "3.3",
        "sub.tnbc.what sub.tnbc.share sub.tnbc.behaviour sub.tnbc.test sub.tnbc.tx.first sub.tnbc.pdl1share \
         sub.tnbc.her2low sub.tnbc.sites sub.tnbc.q",
    ),
    (
        "3.4",
        "sub.her2low.what sub.her2low.defnote sub.her2low.share sub.her2low.overlap sub.her2low.why \
         sub.her2low.tx sub.her2low.q",
    ),
    (
        "3.5",
        "bio.er bio.pr bio.her2 bio.pdl1 bio.brca bio.palb2 bio.pik3ca bio.aktpten bio.esr1 bio.msi \
         bio.her2mut bio.markers bio.q",
    ),
    (
        "3.6",
        "drug.tras drug.pert drug.tdm1 drug.tdxd drug.tdxd.low drug.tucat drug.otherher2 drug.palbociclib \
         drug.ribociclib drug.abemaciclib drug.evero drug.alpelisib drug.inavo drug.capi drug.elac drug.imlu \
         drug.vepdeg drug.sg drug.sg.hr drug.dato drug.dato.hr drug.pembro drug.atezo drug.olaparib \
         drug.talazoparib drug.parp.note drug.zol drug.denos drug.endo drug.rule",
    ),
    (
        "4",
        "stage.word stage.m1 stage.scans stage.minimum stage.notall stage.biopsy stage.blood stage.liquid \
         stage.genetic stage.followup stage.words stage.scanxiety stage.prep",
    ),
    (
        "5",
        "tx.goal tx.goal.list tx.goal.add tx.chronic tx.ongoing tx.personal tx.systemic tx.hormone \
         tx.targeted tx.adc tx.chemo tx.immuno tx.immuno.fx tx.radiation tx.surgery tx.surgery.primary \
         tx.trials tx.trials.placebo tx.trials.rights tx.second tx.complementary tx.q",
    ),
    (
        "6",
        "live.years live.survival.rule live.team live.team.radonc live.team.deserve live.palliative \
         live.palliative.names live.palliative.hospice live.palliative.evidence live.pain live.sidefx \
         live.fatigue live.activity live.emotion live.groups live.writing live.isolation live.mbcday live.acp \
         live.acp.docs live.work live.ssdi live.medicare live.money live.language live.fertility \
         live.caregivers live.talkkids",
    ),
    (
        "7",
        "myth.deathsentence myth.wrong myth.chemo myth.bonecancer myth.cured myth.looksick myth.aggressive \
         myth.palliative myth.trials myth.onlywomen myth.early myth.same myth.positive myth.sugar \
         myth.biopsyspread myth.contagious",
    ),
    (
        "8",
        "prog.cdk prog.parp prog.io prog.her2low prog.esr1 prog.pik prog.db09 prog.tnbc26 prog.q2 prog.camiz \
         prog.geda prog.gired prog.tucat prog.brain prog.liquid prog.voices prog.funding prog.longer \
         prog.rule",
    ),
    (
        "9",
        "res.988 res.911 res.acs res.nci res.medlineplus res.cancernet res.sbc res.mbcn res.mbcalliance \
         res.lbbc res.metavivor res.komen res.breastcancerorg res.cancercare res.share res.csc \
         res.clinicaltrials res.nci.trials res.bct res.mtt res.theresa res.force res.tnbcf res.brainmets \
         res.male res.ysc res.paf res.triage res.ssa res.uk res.latin res.rule",
    ),
    (
        "10",
        "glo.ablation glo.adc glo.acp glo.ad glo.ai glo.ascites glo.biomarker glo.biopsy glo.bisph \
         glo.bonescan glo.brca glo.cdk glo.chemo glo.trial glo.ct glo.denovo glo.dyspnea glo.encephalopathy \
         glo.er glo.esr1 glo.her2 glo.her2low glo.hormone glo.hr glo.hospice glo.hyperca glo.immuno \
         glo.jaundice glo.lepto glo.liquid glo.node glo.meta glo.mri glo.mab glo.ned glo.neuropathy \
         glo.oncologist glo.pallcare glo.parp glo.pdl1 glo.pet glo.pleural glo.progress glo.radonc \
         glo.radiologist glo.rt glo.recur glo.srs glo.cord glo.stage4 glo.systemic glo.targeted glo.tnbc \
         glo.markers",
    ),
    (
        "11.1",
        "es.seno es.metastasico es.spread es.stage es.brain es.usted es.palliative es.hospice es.falsefriends \
         es.crisis es.numbers",
    ),
    (
        "12",
        "never.promise never.doom never.fault never.diagnose never.reassure never.dose never.rank never.stats \
         never.predict never.alt never.trial never.gender never.hype never.data never.image",
    ),
    (
        "13",
        "ana.mirror ana.liver ana.lungs ana.lobes ana.heart ana.stomach ana.brain ana.cord ana.bones \
         ana.bones.not ana.kidney.adrenal ana.ovaries ana.nodes ana.breast ana.percent ana.hit ana.colour \
         ana.figure",
    ),
    (
        "life 1",
        "life.first.moment life.first.two life.first.notfault life.first.time life.first.rarely \
         life.first.before life.first.steps life.first.bring life.first.record life.first.record.ask \
         life.first.know life.first.call life.second.normal life.second.how life.second.slides \
         life.report.copy life.report.right life.report.portal life.report.whole life.report.which \
         life.report.nottype life.report.er life.report.er.low life.report.pr life.report.her2.0 \
         life.report.her2.1-3 life.report.her2.2 life.report.her2.ish life.report.her2.strings \
         life.report.her2.only life.report.her2.good life.report.her2.reread life.report.pdl1 \
         life.report.pik3ca life.report.other",
    ),
    (
        "life 2",
        "life.helper.map life.helper.rule life.road.line life.road.rest life.road.goals life.road.change \
         life.road.progress life.road.next life.road.rebiopsy life.road.break life.road.early life.road.say \
         life.road.q life.choice.right life.choice.why life.choice.open life.choice.notgiveup \
         life.choice.care life.choice.talk",
    ),
    (
        "life 3",
        "life.hospice.vs life.hospice.what life.hospice.early life.hospice.eligible life.hospice.longer \
         life.hospice.leave life.hospice.cost life.hospice.other life.hospice.trial life.hospice.find \
         life.end.each life.end.sleep life.end.eat life.end.know life.end.call life.end.read life.end.grief \
         life.acp.when life.acp.peace life.acp.proxy life.acp.will life.acp.copies life.acp.free \
         life.acp.polst life.acp.talk life.acp.kids",
    ),
    (
        "life 4",
        "life.legacy.ideas life.legacy.evidence life.kids.sense life.kids.evidence life.kids.five \
         life.kids.0-3 life.kids.3-5 life.kids.6-9 life.kids.teens life.kids.hard life.kids.help \
         life.tell.you life.tell.stage4 life.tell.awkward life.tell.family life.positive life.notdefine \
         life.scan.common life.scan.wait",
    ),
    (
        "life 5",
        "life.mood.screen life.mood.treat life.mood.ask life.groups.evidence life.writing.evidence life.peer \
         life.care.who life.care.tasks life.care.first life.care.rest life.care.leave life.care.lines \
         life.work.ada life.work.examples life.work.ask life.work.tell life.work.fmla life.work.state \
         life.work.help",
    ),
    (
        "life 6",
        "life.ssdi.fast life.ssdi.wait life.ssdi.ssi life.ins.gap life.medicaid life.drugcost life.navigator \
         life.charity life.utilities life.rides life.lodging life.travel life.travel.ins life.emtala \
         life.emtala.limits life.interp.right life.interp.child life.interp.how",
    ),
    (
        "life 7",
        "life.sex.common life.sex.close life.sex.talk life.sex.safe life.sex.dry life.meno life.body \
         life.contra life.fert.early life.fert.grief life.trial.when life.trial.ctgov life.trial.url \
         life.trial.mts life.trial.bct life.trial.nci life.trial.cost life.trial.travel life.trial.placebo \
         life.trial.q",
    ),
    (
        "life 8",
        "life.res.acs life.res.nci life.res.komen life.res.lbbc life.res.share life.res.csc \
         life.res.cancercare life.res.988 life.res.pas life.res.mx life.res.rd life.res.es life.res.kids \
         life.res.young life.res.black life.res.latina life.res.lgbtq life.res.rare life.res.sbc \
         life.res.other life.res.order",
    ),
    (
        "effects 1",
        "fx.all.vary fx.all.tell fx.all.change fx.all.missed fx.all.handle fx.all.day fx.all.react \
         fx.all.port fx.all.carry fx.all.preg fx.all.q",
    ),
    (
        "effects 2",
        "fx.horm.ai.how fx.horm.ai.given fx.horm.ai.common fx.horm.ai.joint fx.horm.ai.bone fx.horm.tam.how \
         fx.horm.tam.common fx.horm.tam.rare fx.horm.tam.drugs fx.horm.fulv fx.horm.serd.how \
         fx.horm.serd.take fx.horm.serd.common fx.horm.serd.vep fx.horm.serd.camiz fx.horm.ofs fx.horm.report \
         fx.horm.unknown",
    ),
    (
        "effects 3",
        "fx.cdk.how fx.cdk.given fx.cdk.common fx.cdk.kisqali fx.cdk.verzenio fx.cdk.counts fx.cdk.food \
         fx.cdk.acid fx.cdk.report fx.cdk.unknown fx.pam.how fx.pam.given fx.pam.common fx.pam.sugar.when \
         fx.pam.sugar.help fx.pam.rash fx.pam.mouth fx.pam.evero fx.pam.geda fx.pam.report fx.pam.unknown",
    ),
    (
        "effects 4",
        "fx.her2.how fx.her2.given fx.her2.common fx.her2.heart fx.her2.report fx.her2.pill.how \
         fx.her2.pill.common fx.her2.pill.diarr fx.her2.pill.acid fx.her2.pill.report fx.her2.unknown",
    ),
    (
        "effects 5",
        "fx.adc.how fx.adc.given fx.adc.names fx.adc.nausea fx.adc.enh.common fx.adc.lung fx.adc.heart \
         fx.adc.kad fx.adc.trod fx.adc.trod.help fx.adc.dato.mouth fx.adc.dato.eye fx.adc.dato.common \
         fx.adc.report fx.adc.unknown",
    ),
    (
        "effects 6",
        "fx.chemo.how fx.chemo.given fx.chemo.common fx.chemo.taxane fx.chemo.cape.take fx.chemo.cape.dpd \
         fx.chemo.cape.drugs fx.chemo.eri fx.chemo.vin fx.chemo.gem fx.chemo.anthra fx.chemo.gcsf \
         fx.chemo.report fx.chemo.unknown fx.io.how fx.io.given fx.io.common fx.io.organs fx.io.treat \
         fx.io.card fx.io.report fx.io.unknown",
    ),
    (
        "effects 7",
        "fx.parp.how fx.parp.given fx.parp.common fx.parp.rare fx.parp.report fx.parp.unknown fx.bone.how \
         fx.bone.given fx.bone.calcium fx.bone.dental fx.bone.jaw fx.bone.flu fx.bone.kidney fx.bone.rest \
         fx.bone.report fx.bone.unknown",
    ),
    (
        "effects 8",
        "fx.rad.how fx.rad.day fx.rad.common fx.rad.flare fx.rad.skin fx.rad.deo fx.rad.brain fx.rad.report \
         fx.rad.unknown fx.proc.abl fx.proc.tap fx.proc.bone fx.proc.report fx.tired.help fx.tired.not \
         fx.tired.bones fx.fog.help fx.sleep.help",
    ),
    (
        "effects 9",
        "fx.pain.kinds fx.pain.opioid fx.pain.store fx.pain.nalox fx.pain.acet fx.pain.liver fx.nausea.help \
         fx.nausea.cannabis fx.constip.help fx.diarr.help fx.diarr.loper fx.mouth.help fx.taste.help \
         fx.eat.help fx.alc fx.handfoot.help fx.handfoot.cream fx.sun fx.hair.cap fx.hair.help",
    ),
    (
        "effects 10",
        "fx.nerve.home fx.nerve.treat fx.nerve.cold fx.counts.help fx.counts.other fx.vacc.ok fx.vacc.live \
         fx.hot.self fx.hot.breath fx.hot.rx fx.hot.new fx.vag.help fx.vag.est fx.breath.help fx.breath.rx \
         fx.breath.report fx.lymph.what fx.lymph.care fx.lymph.rules fx.wound.what fx.wound.care",
    ),
    (
        "effects 11",
        "fx.drain.home fx.drain.care fx.inter.fruit fx.inter.sjw fx.inter.list fx.comp.help",
    ),
    (
        "current",
        "progress.date progress.camiz progress.camiz.test progress.camiz.how progress.camiz.debate \
         progress.camiz.warn progress.camiz.trap progress.geda progress.geda.how progress.geda.warn \
         progress.geda.when progress.geda.mut progress.palbo progress.palbo.how progress.palbo.warn \
         progress.palbo.trap progress.vepdeg progress.tnbc26 progress.tnbc26.how progress.db09 \
         progress.her2low progress.imlu progress.gired progress.tucat progress.pills progress.adc \
         progress.parp progress.io progress.sc progress.biosim progress.withdrawn progress.withdrawn.trap \
         progress.quiet progress.q2 progress.meetings progress.rule drug.geda drug.camiz drug.offlabel \
         drug.qlex drug.chemo",
    ),
];

/// Claims that the content does not cover, because nobody could confirm them.
const NOT_CONFIRMED: &[&str] = &["S52"];

/// The texts that are supported by each row.
fn borne() -> BTreeMap<&'static str, Vec<TextId>> {
    let mut borne: BTreeMap<&str, Vec<TextId>> = BTreeMap::new();
    for (text, _, facts) in &TRACE {
        for fact in *facts {
            borne.entry(fact).or_default().push(*text);
        }
    }
    borne
}

fn left_out() -> BTreeSet<&'static str> {
    LEFT_OUT.iter().map(|(fact, _)| *fact).collect()
}

#[test]
fn every_claim_of_the_article_has_a_sentence_in_every_language() {
    let (borne, left_out) = (borne(), left_out());
    let mut lost = Vec::new();
    for (language, pack) in LANGUAGES.iter().map(|language| language.code).zip(PACKS) {
        let words = Words::read(pack).unwrap();
        for (claim, rows) in CLAIMS {
            let rows: Vec<&str> = all_rows()
                .filter(|row| rows.iter().any(|wanted| fits(wanted, row)))
                .collect();
            assert!(!rows.is_empty(), "{claim}: no such row");
            // Each row of the claim has a text or is left out with its reason, and at least one row has a text.
            let is_said = |row: &&&str| {
                let texts = borne.get(**row).map_or(&[][..], Vec::as_slice);
                texts.iter().any(|text| !words.get(*text).is_empty())
            };
            let silent: Vec<_> = rows.iter().filter(|row| !is_said(row)).collect();
            if !silent.iter().all(|row| left_out.contains(**row)) {
                lost.push(format!(
                    "{language}: nothing is said of {silent:?} ({claim})"
                ));
            }
            if silent.len() == rows.len() && !NOT_CONFIRMED.contains(claim) {
                lost.push(format!("{language}: nothing is said of {claim} ({rows:?})"));
            }
        }
    }
    assert!(lost.is_empty(), "\n{}", lost.join("\n"));
}

#[test]
fn every_row_is_used_or_left_out_with_a_reason() {
    let (borne, left_out) = (borne(), left_out());
    assert_eq!(all_rows().count(), 844, "rows of the fact sheets");
    for row in all_rows() {
        assert!(
            borne.contains_key(row) != left_out.contains(row),
            "`{row}`: use it, or say in left-out.toml why not"
        );
    }
    assert!(LEFT_OUT.iter().all(|(_, reason)| !reason.is_empty()));
}

fn all_rows() -> impl Iterator<Item = &'static str> {
    ROWS.iter().flat_map(|(_, rows)| rows.split_whitespace())
}

fn fits(wanted: &str, row: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => row.starts_with(beginning),
        None => wanted == row,
    }
}
