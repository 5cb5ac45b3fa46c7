package io.upstream.metrics.test.spring;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
class UnannotatedSliceTest {

  @Autowired MockMvc mvc;

  @Test
  void a_slice_starts_without_an_annotation_of_ours() throws Exception {
    mvc.perform(get("/orders")).andExpect(status().isOk());
  }
}
