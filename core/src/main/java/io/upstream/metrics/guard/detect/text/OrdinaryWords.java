package io.upstream.metrics.guard.detect.text;

/** The words of software, insurance and medicine, which are not taken for names of persons. */
public final class OrdinaryWords {

  /** Words that begin and continue phrases and identifiers that name no person. */
  public static final WordSet ALL =
      WordSet.of(
          """
          space survivor tenured eden gen accepted access adoptium corretto eclipse temurin zulu liberica shenandoah pauses cycles pause account accounts ach acknowledgement active acute address adjudication
          adjustment admin administrator advice advocate affiliates agent aggregate aging
          agreement alert alerts all allergy allied alpha amazon ambulance ambulatory analysis
          analytics and android anesthesia angular anthem any ap apache api app appeal appealed
          appeals application appointment approved ar archive archived arthritis as assessment
          assigned assist associates association async at attachment audit auth authority
          authorization authorized automatic availability avg azure backlog backup bad balance
          bank baptist bariatric basic batch behavioral benefit benefits beta billing bipolar
          block blood blue bone boot brain breach breast bridge broken broker bucket budget build
          bulk business by byte cache calendar call cancelled cancer capitation card cardiac
          cardinal cardio cardiology care carrier case cash category catholic census center centre
          certificate certified chain change channel charge charges charity check chemo chief
          children chiropractic christian chrome chronic circuit city civil claim claims class
          classic cleanup clearing clearinghouse client clinic clinical close cloud cluster coast
          code cognitive cohort collection college column commercial commit common commonwealth
          community complete compliance component compound comprehensive concurrent condition
          config configuration conflict connect connection connector consent consolidated
          constraint consult consumer contact content contract controller convenience cooperative
          copay copy core corp corporation corrected corrupt cost count counter county court
          coverage cpt cpu create credit creek critical cross css csv current cursor custom
          customer cycle daily dashboard data database date days db dead deadlock debit deceased
          dedup default delay delete delivery demographics denial denials denied dental deposit
          dermatology detection detector development device diabetes diagnosis diagnostic
          diagnostics dialysis digest digital direct disabled discharged disk dispatch
          distribution district division django dns doc docker docs document domain down download
          draft drg drift driver duplicate duration dynamic east eastern economic edge edi ehr
          electronic element eligibility eligible elite email emergency empty emr encoder
          encounter encryption end endocrinology endpoint engagement engine enhanced enrollment
          ent enterprise entity entry envoy eob epo era error errors established estimate eur
          evaluation event events exception exchange exclusive execution executive exempt expense
          experience expired expiry export express extended external eye facility failed failure
          fallback family fatal federal federated fee feed fertility fetch fhir fiduciary field
          file filter final finance financial firefox first fiscal fixed flask flow folder for
          forbidden foreign forgot format formulary forward found foundation fraud free friendly
          from ftp full fund future garden gastro gateway gb general generator generic geriatric
          global gold good google gpu grace grand grant greater green grievance gross group growth
          guarantee guard handler harbor has hash hcpcs head health healthcare heart height
          heritage hibernate hierarchy high hill history hl hmo holdings holy home hospice
          hospital host hour hourly html http https hub human icd id identity ids if illegal
          imaging immediate import in inactive inbound inc incomplete independence independent
          index indigent industrial ineligible infusion initial inpatient input insert institute
          institutional insurance intake integrated integration integrity intensive interface
          intermediate internal international interrupted into introspection invalid inventory
          invoice ios ip iron is island iso issuer istio item java jdbc jetty job join joint
          journal jpa js json junior jury kafka kb kernel key kidney kids kotlin kubernetes lab
          label labor laboratories laboratory lake landmark language large last latency layer
          ledger legacy legal lending letter letters level liability lib liberty life lifespan
          limit line link linked linux list listener live load local lock log login long lookup
          loss low lung mac mail main maintenance major malformed managed management manager
          manual map mariadb market marketplace master match matched maternity max maximum mb medi
          medicaid medical medicare medicine member memorial memory mental mercy merge merged
          message method metric metro microsoft mid middle migration military min minimum missing
          mix mixed mobile mode model modifier module mongo mongodb monitor month monthly months
          mount mountain mozilla multiple mutual mysql name national native ndc neonatal net netty
          network neuro neurology new newborn nginx night nightly no node north not notification
          npi null number nurse nursing nutrition object obstetrics occupational of off offline
          old on oncology online open opera operation operations ophthalmology optical optimal
          optional or oracle oral orange order oregon organization original orthopaedic
          orthopedics out outbound outpatient output outreach over overdue overflow overlap
          overpaid owner oxygen pacific page paid pain palliative panel paper parent parse parser
          partial partner partnership party password pathology patient patients payer payers
          payment payments pdf peak pediatrics peer pending per performance perinatal permission
          personal pharmacy physical physician physicians pilot pipeline place plan planned
          platinum podiatry point policy pool population port portal pos post posted postgres
          postgresql posting potential power ppo practice preauthorization precondition preferred
          pregnancy premier premium prenatal prepared presbyterian prescription preventive price
          primary principal prior priority private procedure process processor product production
          professional profile program progressive prompt proof property protocol providence
          provider proxy psychiatric psychiatry psychology public pull pulmonary purge push python
          quality quantum quarter quarterly query queue quota rabbit rabbitmq radiology rapid rare
          rate raw reached react read reading ready real reason rebate receipt receivable
          reconciled reconciliation record records recovery red redis reduced reference referral
          refresh refund refused region regional register registration registry regular rehab
          rehabilitation reimbursement rejected rejection related relay release reliable remit
          remittance remote renal renewal repair repeated replacement replica reply report reports
          request required requirement research reserve reset residential resolution resolved
          resource respiratory response responsibility restored resubmitted result retail retired
          retro retry return revenue reversed review revised revocation rheumatology ridge risk
          river role rollback root roster rotation route row rule rules run runtime rural rx
          safari safe safety saint sales sample satisfaction scan schedule scheduled scheduler
          schema school science sciences scope score sdk search second secondary section sector
          secure security segment select send senior sentinel sequence serial serializable serious
          server service services session set settlement severity sftp shared short shutdown
          sierra signal silver single size skilled sleep slow small smtp snapshot social society
          socket solutions sort source south span special specialist specialists specialty spine
          sports spring sql sqlite square ssh ssl stack staging stale standard star start state
          statement static station status step sterile stop storage store strategic stream
          strength string stroke student sub submission subscriber subsidiary substance sum
          summary summit sun super superior supplemental supplier support supreme sure surgery
          surgical suspected suspended swift sync syntax system systems table task tcp team
          technical technologies technology telehealth template temporary tenant terminal tertiary
          test than the therapeutic therapy third thoracic thread threshold throttle ticket tier
          time timed timely timeout timer title tls to today token tomcat too tool tools tooth top
          total town toxic trace tracking traditional traffic training transaction transcript
          transfer transient transitional transplant transport trauma treatment trend triage
          tribal tricare trigger trinity triple true trust twin type udp ui ultra ultrasound
          unauthorized unavailable under underpaid undertow unexpected union unique unit united
          universal university unknown unlinked unmatched unsupported up update updates upload
          upstream urban urgent uri url urology usage usd user usual utc utf utility utilization
          ux vaccine valid validation valley value variable vascular vector vein vendor
          verification verified version veterans veterinary via view violation virtual vision
          visit vital void voided volume voluntary vue wait walk ward warehouse warning was waste
          water web webhook week weekly weight welcome wellness west western white whole wide
          window windows wire with without womens work worker workers workflow world wound write
          wrong xml yaml year yearly yellow young youth zero zone
          """);

  /** Words which show that the words beside them name an organisation or a place. */
  public static final WordSet ORGANISATIONS =
      WordSet.of(
          """
          academy ambulatory associates association bank bros brothers cancer care cares center centers
          centre children childrens church clinic clinics co college community company corp
          corporation county cottage dental diagnostics eye family federal foods foundation general
          group health healthcare healthplan hedge heart holdings home homes hospice hospital hospitals
          hotel imaging inc industries institute insurance international investments labs laboratories
          laboratory law llc llp logistics ltd manor medical medicine memorial methodist ministries mutual
          national nursing oncology orthopedic orthopedics partners pediatrics pharmaceuticals pharmacy
          physicians plan practice presbyterian properties psychiatric radiology regional rehab
          rehabilitation research retirement school schools science sciences senior services society
          solutions specialists store stores surgery surgical system systems technologies therapeutics
          therapy trust university urology valley vision wellness womens works
          """);

  /** Small words inside of family names. */
  public static final WordSet PARTICLES =
      WordSet.of(
          "al bin da de del den der di do dos du el ibn la le mac mc o san st ten ter van von zu");

  /** Words before or after a name which show that it is one. */
  public static final WordSet TITLES =
      WordSet.of("mr mrs ms miss mx dr prof jr sr ii iii iv md phd rn np dds esq");

  private OrdinaryWords() {}
}
