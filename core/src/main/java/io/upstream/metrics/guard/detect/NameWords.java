package io.upstream.metrics.guard.detect;

/** The words by which {@link NameScanner} tells a person from an error message. */
final class NameWords {

  /**
   * Given names that are common in the United States and mean nothing else in software or in the
   * names of hospitals: no Mark, Bill, Grace, Julia, Ruby or Austin.
   */
  static final WordSet GIVEN =
      WordSet.of(
          """
          james robert john michael david william richard joseph thomas charles christopher daniel
          matthew anthony donald steven paul andrew joshua kenneth kevin brian george timothy ronald
          edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin brandon
          benjamin samuel gregory alexander patrick raymond dennis jerry aaron jose adam nathan henry
          zachary douglas peter kyle noah ethan jeremy walter keith roger terry sean gerald carl
          harold arthur lawrence jesse bryan billy bruce gabriel alan juan albert willie elijah
          randy vincent ralph bobby russell bradley philip eugene carlos luis miguel mike dave tom bob
          jim steve antonio pedro ahmed mohammed
          mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
          sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie
          dorothy rebecca sharon laura cynthia amy kathleen angela shirley brenda emma anna pamela
          nicole samantha katherine christine helen debra rachel carolyn janet maria catherine
          heather diane olivia julie joyce lauren kelly christina joan evelyn judith andrea hannah
          megan cheryl jacqueline martha teresa sara janice kathryn abigail sophia frances jean
          alice judy isabella denise doris marilyn danielle beverly natalie theresa diana brittany
          kayla lori marie jane kate liz carmen rosa fatima
          """);

  /** What begins capitalised phrases that name no person. */
  static final WordSet ORDINARY =
      WordSet.of(
          """
          access account accounts active admin administrator advice agent aging alert alerts amazon
          ambulatory analysis analytics apache api app application archive async audit auth
          authorization azure backlog backup bad balance batch benefit benefits billing block blue
          broken broker bucket budget build bulk business byte cache call cancelled card cardiology
          care case cash center centre certificate channel charge charges check children claim claims
          class cleanup clearinghouse client clinic clinical close cloud cluster code collection
          column common commit community complete config configuration conflict connect connection
          connector constraint contract controller core corrupt cost count county coverage create
          credit cross current customer daily dashboard data database date days db dead deadlock
          debit default delay delete delivery denial denials denied dental detection detector device
          diagnosis digest disk doc docs document domain down download draft drift driver duplicate duration
          east edge element eligibility email empty encounter end endpoint engine entity entry
          enterprise error errors event events exception execution expired export external facility
          failed failure fallback family fatal fee feed fetch field file final finance first fiscal
          flow folder foreign format forbidden full gateway general generator global good google
          green group guard handler hash head health healthcare hill home hospital host hour hourly
          http illegal import inbound index inpatient input insert insurance integration integrity
          interface internal interrupted invalid inventory invoice item job join json kernel key lab
          label laboratory lake language last latency layer ledger lib limit line link list listener live
          load local lock log login long loss low mail main manager manual map market master match
          max medicaid medical medicare medicine member memorial memory message method metric
          microsoft migration min missing mobile mode model module monitor monthly multiple name native
          network new night nightly no node north not notification null number nurse object offline
          old online open operation oracle orange order orthopedics out outbound outpatient output
          overflow owner pacific page parse parser partial partner password patient patients payer
          payers payment payments pediatrics pending permission personal pharmacy physician pipeline
          plan policy pool port portal post precondition premier prepared price primary prior process
          processor product production profile protocol provider proxy public pull purge push quality
          quarter quarterly query queue quota rate raw reached read real reason reconciliation record
          records red redis refund region regional register registry rehab rejected release remit
          remittance remote replica reply report reports request required reset resource response
          result retry return revenue review risk river role rollback root route row rule run runtime
          sample scan schedule scheduled scheduler schema scope score search second secondary section
          secure security segment send serial serializable server service services session set
          severity shared shutdown signal single size slow snapshot socket sort source south spring
          sql stack staging stale standard start state statement static status step stop storage
          store stream string summary support surgery surgical suspended sync syntax system systems
          table task team template temporary tenant test thread threshold throttle ticket time timed
          timeout timer title token too tool tools total trace traffic transaction transfer transient
          trend trigger trust type unauthorized unavailable unexpected unique unit university unknown
          unsupported update upload upstream urgent usage user utilization valid validation valley
          value vector vendor verification version view violation virtual volume wait warehouse
          warning web webhook week weekly wellness west window wire work worker workflow write wrong
          year yearly yellow zone
          """);

  /** Small words inside of family names. */
  static final WordSet PARTICLES =
      WordSet.of("al bin da de del den der di do dos du el ibn la le san st ten ter van von zu");

  /** What stands before or after a name and shows that it is one. */
  static final WordSet TITLES =
      WordSet.of("mr mrs ms miss mx dr prof jr sr ii iii iv md phd rn np dds esq");

  private NameWords() {}
}
