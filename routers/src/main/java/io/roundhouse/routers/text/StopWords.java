package io.roundhouse.routers.text;

import java.util.Set;

/** English words that nearly every request contains, whatever it is about, and the remains of contractions. */
final class StopWords {

  private static final Set<String> WORDS = Set.of("""
      a an the this that these those such
      i me my mine myself you your yours we us our ours he him his she her hers it its they them their theirs
      is am are was were be been being do does did done doing have has had having
      can could will would shall should may might must
      what which who whom whose when where why how
      and or but nor if then than so because as while
      of at by for with about into through from to in on off out up down over under again
      not no yes very too just only also there here any some all each both few more most other same own
      please hello hi hey thanks thank let want need like get got give tell know
      s t d ll m re ve don didn doesn isn aren wasn couldn won wouldn
      """
      .strip().split("\\s+"));

  private StopWords() {}

  static boolean contains(String word) {
    return WORDS.contains(word);
  }
}
